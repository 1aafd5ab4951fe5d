import type { Deadline } from '../deadline.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

/** A consent under way. Hashes, because whoever reads the table must not be able to finish it. */
export type OauthState = {
  stateHash: string
  clientId: string
  /** The PKCE verifier, sealed. */
  verifierEncrypted: string
  /** Of the cookie of the browser that began. */
  browserHash: string
  /** Epoch ms. */
  expiresAt: number
}

/** What became of a state that came back; `other_browser` only of one that is still good elsewhere. */
export type ConsumedState =
  | { ok: true; clientId: string; verifierEncrypted: string }
  | { ok: false; reason: 'unknown' }
  | { ok: false; reason: 'used' | 'expired' | 'other_browser'; clientId: string }

/** Consents under way. Throws VendorFailure('supabase', …). */
export type OauthStates = {
  add(state: OauthState, deadline: Deadline): Promise<void>
  /** Uses a state up: of any number who try at once, one succeeds. A refusal leaves it as it was. */
  consume(
    asked: { stateHash: string; browserHash: string; now: number },
    deadline: Deadline,
  ): Promise<ConsumedState>
  /** Removes states that expired before an instant (epoch ms). */
  removeExpired(before: number, deadline: Deadline): Promise<void>
}

/** The `oauth_states` of one database. */
export function oauthStates(db: Supabase): OauthStates {
  const table = () => db.from('oauth_states')
  return {
    async add(state, { signal }) {
      const row = {
        state_hash: state.stateHash,
        client_id: state.clientId,
        verifier_encrypted: state.verifierEncrypted,
        browser_hash: state.browserHash,
        expires_at: isoUtc(state.expiresAt),
      }
      await table().insert(row).abortSignal(signal).throwOnError()
    },
    async consume({ stateHash, browserHash, now }, { signal }) {
      const used = await table()
        .update({ used_at: isoUtc(now) })
        .eq('state_hash', stateHash)
        .eq('browser_hash', browserHash)
        .is('used_at', null)
        .gt('expires_at', isoUtc(now))
        .select('client_id, verifier_encrypted')
        .abortSignal(signal)
        .maybeSingle()
        .throwOnError()
      if (used.data) {
        const { client_id, verifier_encrypted } = used.data
        return { ok: true, clientId: client_id, verifierEncrypted: verifier_encrypted }
      }
      const columns = 'client_id, used_at, expires_at'
      const asked = table().select(columns).eq('state_hash', stateHash).abortSignal(signal)
      const { data } = await asked.maybeSingle().throwOnError()
      if (!data) return { ok: false, reason: 'unknown' }
      return { ok: false, reason: refusal(data, now), clientId: data.client_id }
    },
    async removeExpired(before, { signal }) {
      await table().delete().lt('expires_at', isoUtc(before)).abortSignal(signal).throwOnError()
    },
  }
}

function refusal(row: { used_at: string | null; expires_at: string }, now: number) {
  if (row.used_at !== null) return 'used'
  return Date.parse(row.expires_at) <= now ? 'expired' : 'other_browser'
}
