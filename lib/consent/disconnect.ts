import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { openRefreshToken } from '../tokens/sealed-tokens.ts'
import type { SealedTokens } from '../tokens/token-store.ts'
import type { ConsentParts } from './consent-parts.ts'

/** A Google that does not answer must leave time to note the end here. */
const revokeMs = 4000

type At = { parts: ConsentParts; deadline: Deadline }

/**
 * Takes a client's consent back: revoked at Google and erased here. `revoked` is false when there was
 * nothing to revoke or Google could not be reached: the tokens are erased all the same, and the client can
 * revoke in their Google account. Throws VendorFailure('supabase', …) when they could not be erased, or the
 * end not be noted: then it may be tried again.
 */
export async function disconnect(
  clientId: string,
  { parts, deadline }: At,
): Promise<{ revoked: boolean }> {
  const sealed = await parts.tokens.get(clientId, deadline)
  // Stopping takes the consent that is about to end.
  await parts.watch?.close(clientId, deadline)
  await parts.tokens.erase(clientId, deadline)
  try {
    // Once erased here nobody could revoke it any more.
    const revoked = sealed !== undefined && (await isRevoked(clientId, sealed, { parts, deadline }))
    await parts.clients.setConnection(clientId, { status: 'none' }, deadline)
    return { revoked }
  } finally {
    parts.forget(clientId)
  }
}

async function isRevoked(
  clientId: string,
  sealed: SealedTokens,
  { parts, deadline }: At,
): Promise<boolean> {
  try {
    const token = openRefreshToken(parts.keys, clientId, sealed)
    await parts.oauth.revoke(token, deadline.within(revokeMs))
    return true
  } catch (error) {
    if (!(error instanceof VendorFailure) || error.vendor !== 'google') throw error
    return false
  }
}
