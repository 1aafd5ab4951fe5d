import type { Deadline } from '../deadline.ts'
import { browserSecret, digest, newSecret, setBrowserSecret } from './browser-cookie.ts'
import type { ConsentParts } from './consent-parts.ts'
import { askedScopes } from './scopes.ts'

const stateMs = 10 * 60_000

/** Where a state's verifier is sealed to. */
export const verifierPlace = (clientId: string) => ({
  table: 'oauth_states',
  column: 'verifier_encrypted',
  clientId,
})

/**
 * Sends a browser to Google's consent page for a client: a one-use state for ten minutes, bound to this
 * browser's cookie, its PKCE verifier kept with us. Throws VendorFailure('supabase', …).
 */
export async function beginConsent(
  client: { id: string; account?: string | undefined },
  request: Request,
  { parts, deadline }: { parts: ConsentParts; deadline: Deadline },
): Promise<Response> {
  const state = newSecret()
  const verifier = newSecret()
  // Kept when there is one, so that two tabs of one browser do not undo each other.
  const secret = browserSecret(request) ?? newSecret()
  const row = {
    stateHash: digest(state),
    clientId: client.id,
    verifierEncrypted: parts.keys.seal(verifier, verifierPlace(client.id)),
    browserHash: digest(secret),
    expiresAt: parts.clock.now() + stateMs,
  }
  await parts.states.add(row, deadline)
  const { consentUrl, googleClientId, redirectUri } = parts.settings
  const location = new URL(consentUrl)
  location.search = new URLSearchParams({
    client_id: googleClientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: askedScopes.join(' '),
    access_type: 'offline',
    prompt: 'consent',
    state,
    code_challenge: digest(verifier),
    code_challenge_method: 'S256',
    ...(client.account !== undefined && { login_hint: client.account }),
  }).toString()
  const headers = {
    location: location.href,
    'set-cookie': setBrowserSecret(secret),
    'referrer-policy': 'no-referrer',
  }
  return new Response(null, { status: 303, headers })
}
