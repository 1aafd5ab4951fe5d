import { createHash, randomBytes } from 'node:crypto'
import { auth } from 'googleapis/build/src/apis/calendar/index.js'
import { expect, test } from 'vitest'
import { standInClient } from '../../../../lib/local/google/stand-in.ts'
import { inProcessFetch } from '../../../../lib/local/in-process.ts'
import { allScopes, broker, googleWorld } from './google-world.ts'
import { refusal } from './refusal.ts'

const redirectUri = standInClient.redirectUris[0] ?? ''
const hour = 3_600_000

/** The stand-in, Google's own OAuth client in front of it, and a person who clicks. */
function world(options = {}) {
  const google = googleWorld()
  const oauth = new auth.OAuth2({
    clientId: standInClient.id,
    clientSecret: standInClient.secret,
    redirectUri,
    endpoints: {
      oauth2AuthBaseUrl: 'http://google.test/o/oauth2/v2/auth',
      oauth2TokenUrl: 'http://google.test/token',
      oauth2RevokeUrl: 'http://google.test/revoke',
    },
    transporterOptions: {
      fetchImplementation: inProcessFetch(google.app),
      retry: false,
      retryConfig: { retry: 0 },
    },
  })
  const verifier = randomBytes(32).toString('base64url')
  const url = oauth.generateAuthUrl({
    access_type: 'offline',
    prompt: 'consent',
    scope: allScopes,
    state: 'state-1',
    code_challenge_method: 'S256' as never,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...options,
  })
  const click = async (decision: string, scopes = allScopes, account = broker) => {
    const body = new URLSearchParams([
      ['account', account],
      ['decision', decision],
      ...scopes.map((scope) => ['scope', scope]),
    ])
    const answer = await google.app.request(url, { method: 'POST', body })
    return new URL(answer.headers.get('location') ?? '').searchParams
  }
  const exchange = async (more: object = {}) => {
    const code = (await click('allow')).get('code') ?? ''
    return oauth.getToken({ code, codeVerifier: verifier, ...more })
  }
  return { ...google, oauth, verifier, url, click, exchange }
}

test('the page shows accounts and tick boxes without anything from elsewhere', async () => {
  const { app, url } = world()
  const page = await (await app.request(url)).text()
  expect(page).toContain(`value="${broker}"`)
  expect(page.match(/type="checkbox"/g)).toHaveLength(2)
  expect(page).not.toMatch(/(src|href)=/)
})

test('consent, code and exchange give tokens, the granted scopes and the account', async () => {
  const { exchange, oauth } = world()
  const { tokens } = await exchange()
  expect(tokens).toMatchObject({ token_type: 'Bearer', scope: allScopes.join(' ') })
  expect(tokens.refresh_token).toBeTruthy()
  const claims = JSON.parse(
    Buffer.from(tokens.id_token?.split('.')[1] ?? '', 'base64url').toString(),
  ) as object
  expect(claims).toMatchObject({ email: broker, aud: standInClient.id })
  oauth.setCredentials(tokens)
  const info = await oauth.request<object>({ url: 'http://google.test/oauth2/v3/userinfo' })
  expect(info.data).toMatchObject({ email: broker, email_verified: true })
})

test('an unticked box is missing from the granted scopes', async () => {
  const { click, oauth, verifier } = world()
  const code = (await click('allow', allScopes.slice(1))).get('code') ?? ''
  const { tokens } = await oauth.getToken({ code, codeVerifier: verifier })
  expect(tokens.scope).toBe(allScopes.slice(1).join(' '))
})

test('Deny goes back with access_denied and the state', async () => {
  const { click } = world()
  const query = await click('deny')
  expect(Object.fromEntries(query)).toEqual({ state: 'state-1', error: 'access_denied' })
})

test.each([
  ['an unregistered redirect', { redirect_uri: 'https://evil.example/' }, 'redirect_uri_mismatch'],
  ['an unknown client', { client_id: 'someone' }, 'invalid_client'],
  ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
])('%s ends on Google’s own page', async (_, options, error) => {
  const { app, url } = world(options)
  const page = await app.request(url)
  expect(page.status).toBeGreaterThanOrEqual(400)
  expect(await page.text()).toContain(error)
})

test('a code works once, for ten minutes', async () => {
  const { click, oauth, verifier, turn } = world()
  const code = (await click('allow')).get('code') ?? ''
  await oauth.getToken({ code, codeVerifier: verifier })
  const again = oauth.getToken({ code, codeVerifier: verifier })
  expect(await refusal(again)).toEqual([400, 'invalid_grant'])
  const late = (await click('allow')).get('code') ?? ''
  turn(10 * 60_000)
  const tooLate = oauth.getToken({ code: late, codeVerifier: verifier })
  expect(await refusal(tooLate)).toEqual([400, 'invalid_grant'])
})

test.each([
  ['a wrong verifier', { codeVerifier: 'wrong' }, 'invalid_grant'],
  ['another redirect', { redirect_uri: 'https://evil.example/' }, 'redirect_uri_mismatch'],
])('%s is refused at the exchange', async (_, more, error) => {
  const { exchange } = world()
  expect(await refusal(exchange(more))).toEqual([400, error])
})

test('without access_type=offline there is no refresh token', async () => {
  const { exchange } = world({ access_type: 'online' })
  expect((await exchange()).tokens.refresh_token).toBeUndefined()
})

test('a wrong client secret is refused', async () => {
  const { app, tokens } = world()
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: tokens.refreshToken,
    client_id: standInClient.id,
    client_secret: 'wrong',
  })
  const answer = await app.request('/token', { method: 'POST', body })
  expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }])
})

test('an access token expires after an hour; a refresh brings the next', async () => {
  const { api, client, oauth, tokens, turn } = world()
  turn(hour)
  expect(await refusal(api.events.list({ calendarId: 'primary' }))).toEqual([401, 'authError'])
  oauth.setCredentials({ refresh_token: tokens.refreshToken })
  const { credentials } = await oauth.refreshAccessToken()
  const renewed = client(credentials.access_token ?? '')
  expect((await renewed.events.list({ calendarId: 'primary' })).status).toBe(200)
  expect(credentials.refresh_token).toBe(tokens.refreshToken)
})

test('with rotation each refresh brings a new refresh token and kills the old', async () => {
  const { oauth, tokens, rotateRefreshTokens } = world()
  rotateRefreshTokens(true)
  const seen: unknown[] = [] // the library puts the old one back into what it returns
  oauth.on('tokens', (rotated) => seen.push(rotated.refresh_token))
  oauth.setCredentials({ refresh_token: tokens.refreshToken })
  await oauth.refreshAccessToken()
  const [next] = seen as [string]
  expect(next).toMatch(/^1\/\//)
  expect(next).not.toBe(tokens.refreshToken)
  oauth.setCredentials({ refresh_token: tokens.refreshToken })
  expect(await refusal(oauth.refreshAccessToken())).toEqual([400, 'invalid_grant'])
  oauth.setCredentials({ refresh_token: next })
  expect((await oauth.refreshAccessToken()).credentials.access_token).toMatch(/^ya29/)
})

test('revoking kills access and refresh tokens at once; a second time is refused', async () => {
  const { api, oauth, tokens } = world()
  await oauth.revokeToken(tokens.refreshToken)
  expect(await refusal(api.events.list({ calendarId: 'primary' }))).toEqual([401, 'authError'])
  oauth.setCredentials({ refresh_token: tokens.refreshToken })
  expect(await refusal(oauth.refreshAccessToken())).toEqual([400, 'invalid_grant'])
  expect(await refusal(oauth.revokeToken(tokens.refreshToken))).toEqual([400, 'invalid_token'])
})

test('a consent the person withdraws is gone in the same way', async () => {
  const { oauth, tokens, withdraw } = world()
  withdraw(broker)
  oauth.setCredentials({ refresh_token: tokens.refreshToken })
  expect(await refusal(oauth.refreshAccessToken())).toEqual([400, 'invalid_grant'])
})

test('the 101st consent of an account kills the oldest', async () => {
  const { api, issueTokens, grants } = world()
  for (let i = 0; i < 100; i++) issueTokens(broker, allScopes)
  expect(grants(broker)).toBe(100)
  expect(await refusal(api.events.list({ calendarId: 'primary' }))).toEqual([401, 'authError'])
})

test.each([
  ['oauth.refresh', { status: 400, reason: 'invalid_grant' }, [400, 'invalid_grant']],
  ['oauth.refresh', { status: 503 }, [503, 'backendError']],
] as const)('%s fails as told: %o', async (on, fault, answer) => {
  const { oauth, tokens, control } = world()
  control.inject({ on, kind: 'status', ...fault })
  oauth.setCredentials({ refresh_token: tokens.refreshToken })
  expect(await refusal(oauth.refreshAccessToken())).toEqual(answer)
})
