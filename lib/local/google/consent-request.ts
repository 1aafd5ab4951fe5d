import type { World } from './world.ts'

/** The application Google knows: what is typed into its Cloud console. */
export type RegisteredClient = { id: string; secret: string; redirectUris: string[] }

/** A request for consent that may be shown to a person. */
export type ConsentRequest = {
  scopes: string[]
  redirectUri: string
  state: string | null
  challenge: string | null
  offline: boolean
  loginHint: string | null
}

/** Why a request never gets as far as the redirect URI: shown on Google's own page. */
export type ConsentError = { error: string; status: 400 | 401; detail: string }

/** Checks the parameters of the authorization endpoint. https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient */
export function readConsentRequest(
  client: RegisteredClient,
  query: URLSearchParams,
): ConsentRequest | ConsentError {
  const redirectUri = query.get('redirect_uri') ?? ''
  const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean)
  const method = query.get('code_challenge_method') ?? 'plain'
  if (query.get('client_id') !== client.id) {
    return { error: 'invalid_client', status: 401, detail: 'The OAuth client was not found.' }
  }
  if (!client.redirectUris.includes(redirectUri)) {
    const detail = 'The redirect URI in the request does not match the ones authorized.'
    return { error: 'redirect_uri_mismatch', status: 400, detail }
  }
  if (query.get('response_type') !== 'code' || scopes.length === 0) {
    return { error: 'invalid_request', status: 400, detail: 'A required parameter is missing.' }
  }
  if (query.get('code_challenge') && method !== 'S256') {
    return { error: 'invalid_request', status: 400, detail: 'Unsupported code challenge method.' }
  }
  return {
    scopes,
    redirectUri,
    state: query.get('state'),
    challenge: query.get('code_challenge'),
    offline: query.get('access_type') === 'offline',
    loginHint: query.get('login_hint'),
  }
}

/** The accounts to choose from, the hinted one first. */
export function accountChoices(world: World, hint: string | null): string[] {
  return world.accounts
    .map((account) => account.email)
    .sort((a, b) => Number(b === hint) - Number(a === hint))
}
