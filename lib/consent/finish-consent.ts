import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Granted } from '../tokens/google-oauth.ts'
import { sealTokens } from '../tokens/sealed-tokens.ts'
import { verifierPlace } from './begin-consent.ts'
import { browserSecret, digest } from './browser-cookie.ts'
import { freshLink, type ConsentParts } from './consent-parts.ts'
import type { Ending } from './endings.ts'
import { coversCalendar } from './scopes.ts'

type At = { parts: ConsentParts; deadline: Deadline }

/**
 * Ends a consent when Google sends the browser back: uses the state up, trades the code, checks what was
 * granted and by whom, stores the tokens. Every way it can end is an Ending; nothing is thrown for those.
 */
export async function finishConsent(request: Request, at: At): Promise<Ending> {
  const query = new URL(request.url).searchParams
  const state = query.get('state') ?? ''
  if (!/^[\w-]{43}$/.test(state)) return { ending: 'unknown' }
  try {
    const consumed = await at.parts.states.consume(
      {
        stateHash: digest(state),
        browserHash: digest(browserSecret(request) ?? ''),
        now: at.parts.clock.now(),
      },
      at.deadline,
    )
    if (!consumed.ok) {
      if (consumed.reason === 'unknown') return { ending: 'unknown' }
      const retry = freshLink(consumed.clientId, at.parts)
      return consumed.reason === 'other_browser'
        ? { ending: 'other_browser', retry }
        : { ending: consumed.reason }
    }
    const { clientId, verifierEncrypted } = consumed
    const verifier = at.parts.keys.open(verifierEncrypted, verifierPlace(clientId))
    return await answered({ clientId, verifier, query }, at)
  } catch (error) {
    if (error instanceof VendorFailure && error.vendor === 'supabase') return { ending: 'our_side' }
    throw error
  }
}

async function answered(
  { clientId, verifier, query }: { clientId: string; verifier: string; query: URLSearchParams },
  at: At,
): Promise<Ending> {
  const retry = freshLink(clientId, at.parts)
  if (query.get('error') === 'access_denied') return { ending: 'denied', retry }
  const code = query.get('code')
  if (!code) return { ending: 'google_down', retry, code: 'no_code' }
  const { redirectUri } = at.parts.settings
  try {
    const granted = await at.parts.oauth.exchange({ code, verifier, redirectUri }, at.deadline)
    return await accepted(clientId, granted, at)
  } catch (error) {
    if (!(error instanceof VendorFailure) || error.vendor !== 'google') throw error
    if (error.kind === 'invalid_grant') return { ending: 'expired', retry }
    return { ending: 'google_down', retry, code: error.code ?? error.kind }
  }
}

/** Consents that are not taken are not revoked: that would end every consent of that account, elsewhere too. */
async function accepted(clientId: string, granted: Granted, at: At): Promise<Ending> {
  const { parts, deadline } = at
  const { accessToken, refreshToken, expiresAt, scopes, account } = granted
  const retry = freshLink(clientId, parts)
  if (!coversCalendar(scopes)) return { ending: 'boxes_unticked', retry }
  if (account === undefined || refreshToken === undefined) {
    return { ending: 'google_down', retry, code: 'incomplete_grant' }
  }
  const client = await parts.clients.get(clientId, deadline)
  if (!client) return { ending: 'unknown' }
  const before = client.google_account
  if (before !== null && before.toLowerCase() !== account.toLowerCase()) {
    return { ending: 'wrong_account', account: before, retry }
  }
  const sealed = sealTokens(parts.keys, clientId, { accessToken, refreshToken, expiresAt })
  await parts.tokens.put(clientId, sealed, deadline)
  const connection = { status: 'connected', account, at: parts.clock.now() } as const
  await parts.clients.setConnection(clientId, connection, deadline)
  parts.forget(clientId)
  // Opened under a consent that may be gone, they may be silent: the cycle opens new ones.
  await parts.watch?.close(clientId, deadline)
  return { ending: 'connected', account }
}
