import { VendorFailure } from '../../lib/failure.ts'
import { expect, test } from 'vitest'
import { oauthDisconnect } from '../../functions/oauth-disconnect.ts'
import { oauthStart } from '../../functions/oauth-start.ts'
import { browser, dashboardPost, endings, host, title } from '../lib/consent/browser.ts'
import {
  broker,
  clientId,
  consentWorld,
  dashboard,
  otherClientId,
} from '../lib/consent/consent-world.ts'

test('the signed-in dashboard gets a link that leads straight to Google', async () => {
  const world = consentWorld()
  const answer = await dashboardPost(world, oauthStart, '/auth/google')
  expect(answer.headers.get('access-control-allow-origin')).toBe(dashboard)
  const { url } = (await answer.json()) as { url: string }
  const person = browser(world)
  const location = (await person.start(url, `${dashboard}/settings`)).headers.get('location') ?? ''
  expect(await title(await person.back(await person.decide(location)))).toBe(endings.connected)
})

test.each([
  ['no token', () => ''],
  [
    'a token of another project',
    (world: ReturnType<typeof consentWorld>) =>
      consentWorld().auth.accessToken({ id: clientId, email: broker }) &&
      consentWorld(undefined, world.clock).auth.accessToken({ id: clientId, email: broker }),
  ],
  ['an expired token', (world) => world.auth.accessToken({ id: clientId, email: broker }, -60)],
  [
    'an altered token',
    (world) => {
      const [head, , signature] = world.auth.accessToken({ id: clientId, email: broker }).split('.')
      const claims = { sub: otherClientId, role: 'authenticated', aud: 'authenticated' }
      return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    },
  ],
  [
    'an unsigned token',
    () =>
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"sub":"${clientId}"}`).toString('base64url')}.`,
  ],
] as [string, (world: ReturnType<typeof consentWorld>) => string][])(
  'with %s the dashboard gets nothing',
  async (_, token) => {
    const world = consentWorld()
    const given = { token: token(world) }
    for (const [endpoint, path] of [
      [oauthStart, '/auth/google'],
      [oauthDisconnect, '/auth/google/disconnect'],
    ] as const) {
      const answer = await dashboardPost(world, endpoint, path, given)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('access-control-allow-origin')).toBe(dashboard)
    }
  },
)

test('another site’s scripts may not read our answers', async () => {
  const world = consentWorld()
  const answer = await dashboardPost(world, oauthStart, '/auth/google', {
    origin: 'https://evil.example',
  })
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
  const asked = new Request('http://127.0.0.1:3000/auth/google', { method: 'OPTIONS', headers })
  const preflight = await oauthStart.fetch(asked, host, world.parts)
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
})

test('the dashboard’s preflight allows its POST with a token', async () => {
  const world = consentWorld()
  const headers = { origin: dashboard, 'access-control-request-method': 'POST' }
  for (const [endpoint, path] of [
    [oauthStart, '/auth/google'],
    [oauthDisconnect, '/auth/google/disconnect'],
  ] as const) {
    const asked = new Request(`http://127.0.0.1:3000${path}`, { method: 'OPTIONS', headers })
    const answer = await endpoint.fetch(asked, host, world.parts)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe(dashboard)
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization')
  }
})

test('when Supabase Auth’s keys cannot be had it is our outage, not the token’s fault', async () => {
  const world = consentWorld()
  const { dashboardUsers } = await import('../../lib/consent/dashboard-users.ts')
  const away = dashboardUsers({
    supabaseUrl: 'https://project.supabase.example',
    clock: world.clock,
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  })
  world.parts.dashboard = away
  expect((await dashboardPost(world, oauthStart, '/auth/google')).status).toBe(503)
})

test('disconnecting revokes at Google and erases here', async () => {
  const world = consentWorld()
  await browser(world).connect()
  const answer = await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(await answer.json()).toMatchObject({ disconnected: true, revoked: true })
  expect(world.google.grants(broker)).toBe(0)
  expect(world.tokenRows.size).toBe(0)
  expect(world.rows.get(clientId)).toMatchObject({ google_status: 'none', google_account: null })
})

test('disconnecting while Google is away still erases here, and says so', async () => {
  const world = consentWorld()
  await browser(world).connect()
  world.control.inject({ on: 'oauth.revoke', kind: 'reset' })
  const answer = await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(await answer.json()).toMatchObject({ disconnected: true, revoked: false })
  expect(world.tokenRows.size).toBe(0)
})

test('push channels are closed while the consent they need still stands, and after a new one', async () => {
  const world = consentWorld()
  const grants: number[] = []
  world.parts.watch = { close: async () => void grants.push(world.google.grants(broker)) }
  await browser(world).connect()
  await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(grants).toEqual([1, 1])
})

test('disconnecting while Supabase is away can be tried again, which the dashboard can read', async () => {
  const world = consentWorld()
  await browser(world).connect()
  world.cutOff(true)
  const answer = await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('access-control-allow-origin')).not.toBeNull()
  expect(world.google.grants(broker)).toBe(1)
  world.cutOff(false)
  const again = await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(await again.json()).toMatchObject({ disconnected: true, revoked: true })
})

test('disconnecting that ends halfway leaves no consent at Google, and no token in memory', async () => {
  const world = consentWorld()
  await browser(world).connect()
  const forgotten: string[] = []
  const { setConnection } = world.parts.clients
  world.parts.forget = (id) => void forgotten.push(id)
  world.parts.clients.setConnection = async () => {
    throw new VendorFailure('supabase', 'timeout')
  }
  expect((await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')).status).toBe(503)
  expect(world.google.grants(broker)).toBe(0)
  expect(world.tokenRows.size).toBe(0)
  expect(forgotten).toEqual([clientId])
  world.parts.clients.setConnection = setConnection
  await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(world.rows.get(clientId)).toMatchObject({ google_status: 'none' })
})

test('disconnecting what is not connected is content', async () => {
  const world = consentWorld()
  const answer = await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(await answer.json()).toMatchObject({ disconnected: true, revoked: false })
})
