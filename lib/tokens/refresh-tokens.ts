import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Keyring } from './envelope.ts'
import type { Granted, GoogleOAuth } from './google-oauth.ts'
import { openRefreshToken, sealTokens } from './sealed-tokens.ts'
import type { SealedTokens, TokenStore } from './token-store.ts'

/** What others want to know of refreshes: ids and failures, never tokens. */
export type RefreshEvents = {
  /** Google refused for good: the client must reconnect. */
  onLost?(clientId: string): void
  /** Refreshing failed twice, for a reason that may pass. */
  onFailure?(clientId: string, failure: VendorFailure): void
  /** What was learnt is in memory only: the store could not be written. */
  onUnsaved?(clientId: string, failure: VendorFailure): void
}

/** A store that does not answer must leave Google time to, or the client would be told of a consent that is not lost. */
const storeMs = 1500

type Parts = { store: TokenStore; keys: Keyring; oauth: GoogleOAuth; events?: RefreshEvents }

/** Newer tokens, or the envelope of the refresh token that Google refused for good. */
export type Refreshed = { tokens: SealedTokens } | { dead: string; failure: VendorFailure }

/**
 * Newer tokens than `known`: those another process has stored meanwhile, else Google's, stored. One
 * immediate retry, except after invalid_grant, which is final unless the stored refresh token is another.
 */
export async function refreshed(
  parts: Parts,
  clientId: string,
  known: SealedTokens,
  deadline: Deadline,
): Promise<Refreshed> {
  const { keys, store, events } = parts
  const stored = await storedTokens(store, clientId, deadline)
  if (stored && stored.expiresAt > known.expiresAt) return { tokens: stored }
  const latest = stored ?? known
  const old = openRefreshToken(keys, clientId, latest)
  try {
    const granted = await twice(() => parts.oauth.refresh(old, deadline))
    const { accessToken, expiresAt, refreshToken = old } = granted
    const tokens = sealTokens(keys, clientId, { accessToken, refreshToken, expiresAt })
    await saved(parts, clientId, () => store.update(clientId, tokens, deadline))
    return { tokens }
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    if (error.kind !== 'invalid_grant') {
      events?.onFailure?.(clientId, error)
      throw error
    }
    // A process beside this one may have been given a new refresh token a moment ago.
    const now = await storedTokens(store, clientId, deadline)
    if (now && now.refresh !== latest.refresh) return { tokens: now }
    await saved(parts, clientId, () => store.markLost(clientId, deadline))
    events?.onLost?.(clientId)
    return { dead: latest.refresh, failure: error }
  }
}

async function twice(refresh: () => Promise<Granted>): Promise<Granted> {
  try {
    return await refresh()
  } catch (error) {
    const final = error instanceof VendorFailure && error.kind === 'invalid_grant'
    if (final) throw error
    return refresh()
  }
}

/** Writes to the store; when it cannot be written the service goes on with what it has in memory. */
async function saved({ events }: Parts, clientId: string, write: () => Promise<unknown>) {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    events?.onUnsaved?.(clientId, error)
  }
}

/** What the store says now; undefined when it cannot say. */
async function storedTokens(
  store: TokenStore,
  clientId: string,
  deadline: Deadline,
): Promise<SealedTokens | undefined> {
  try {
    return await store.get(clientId, deadline.within(storeMs))
  } catch (error) {
    if (error instanceof VendorFailure) return undefined
    throw error
  }
}
