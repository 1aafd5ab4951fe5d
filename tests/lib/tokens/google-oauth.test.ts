import { expect, test } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { googleOAuth } from '../../../lib/tokens/google-oauth.ts'

const clock = turnedClock(Date.parse('2026-11-23T14:00:00Z'))
const soon = () => deadlineIn(clock, 3000)
const idToken = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`
const ours = { iss: 'https://accounts.google.com', aud: 'us', email: 'broker@example.com' }
const good = { access_token: 'a', expires_in: 3599, scope: 'one two' }

const answering = (respond: (form: URLSearchParams) => Response) =>
  googleOAuth({
    clientId: 'us',
    clientSecret: 'secret',
    tokenUrl: 'http://google.test/token',
    revokeUrl: 'http://google.test/revoke',
    clock,
    fetch: async (_, init) => respond(init?.body as URLSearchParams),
  })
const refreshed = async (respond: () => Response) => {
  const asked = answering(respond).refresh('refresh', soon())
  return asked.catch((error: unknown) => {
    if (error instanceof VendorFailure) return `${error.kind} ${error.code}`
    throw error
  })
}

test('tokens come with when they expire, what was granted and by whom', async () => {
  const body = { ...good, refresh_token: 'r', id_token: idToken(ours) }
  expect(await refreshed(() => Response.json(body))).toEqual({
    accessToken: 'a',
    expiresAt: clock.now() + 3_599_000,
    refreshToken: 'r',
    scopes: ['one', 'two'],
    account: 'broker@example.com',
  })
})

test.each([
  ['for another application', idToken({ ...ours, aud: 'them' })],
  ['from another issuer', idToken({ ...ours, iss: 'https://evil.example' })],
  ['that is no JSON', 'e30.!!!.sig'],
  ['that is no token', 'nonsense'],
])('an id token %s names nobody', async (_, id_token) => {
  expect(await refreshed(() => Response.json({ ...good, id_token }))).toMatchObject({
    account: undefined,
  })
})

test.each([
  ['400 invalid_grant', { error: 'invalid_grant' }, 400, 'invalid_grant invalid_grant'],
  ['401 invalid_client', { error: 'invalid_client' }, 401, 'refused invalid_client'],
  ['429', {}, 429, 'rate_limited 429'],
  ['503', 'x', 503, 'server 503'],
  ['an error that is no word', { error: '<script>' }, 400, 'refused 400'],
  ['a 200 without a token', { expires_in: 1 }, 200, 'server unreadable_answer'],
  ['a 200 that is no JSON', undefined, 200, 'server unreadable_answer'],
])('%s is told apart', async (_, body, status, told) => {
  const respond = () =>
    new Response(body === undefined ? '<html>' : JSON.stringify(body), { status })
  expect(await refreshed(respond)).toBe(told)
})

test('an answer without end is not read to its end', async () => {
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      sent++
      controller.enqueue(new Uint8Array(10_000))
    },
  })
  expect(await refreshed(() => new Response(body))).toBe('server too_long')
  expect(sent).toBeLessThan(30)
})

test('revoking what is gone already is fine, any other refusal is not', async () => {
  const refusing = (error: string) => answering(() => Response.json({ error }, { status: 400 }))
  await refusing('invalid_token').revoke('t', soon())
  await expect(refusing('invalid_request').revoke('t', soon())).rejects.toBeInstanceOf(
    VendorFailure,
  )
})
