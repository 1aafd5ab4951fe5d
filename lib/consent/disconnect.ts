import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { openRefreshToken } from '../tokens/sealed-tokens.ts'
import type { ConsentParts } from './consent-parts.ts'

/**
 * Takes a client's consent back: revoked at Google and erased here. `revoked` is false when there was
 * nothing to revoke or Google could not be reached: the tokens are erased all the same, and the client can
 * revoke in their Google account. Throws VendorFailure('supabase', …) when they could not be erased.
 */
export async function disconnect(
  clientId: string,
  { parts, deadline }: { parts: ConsentParts; deadline: Deadline },
): Promise<{ revoked: boolean }> {
  const sealed = await parts.tokens.get(clientId, deadline)
  // Stopping takes the consent that is about to end.
  await parts.watch?.close(clientId, deadline)
  await parts.tokens.erase(clientId, deadline)
  await parts.clients.setConnection(clientId, { status: 'none' }, deadline)
  parts.forget(clientId)
  if (!sealed) return { revoked: false }
  try {
    await parts.oauth.revoke(openRefreshToken(parts.keys, clientId, sealed), deadline)
    return { revoked: true }
  } catch (error) {
    if (!(error instanceof VendorFailure) || error.vendor !== 'google') throw error
    return { revoked: false }
  }
}
