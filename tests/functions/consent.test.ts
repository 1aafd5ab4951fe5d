import { expect, test } from 'vitest'
import { oauthDisconnect } from '../../functions/oauth-disconnect.ts'
import { connectLink } from '../../lib/consent/connect-link.ts'
import { freshLink } from '../../lib/consent/consent-parts.ts'
import { askedScopes, calendarScopes } from '../../lib/consent/scopes.ts'
import { browser, dashboardPost, endings, title } from '../lib/consent/browser.ts'
import {
  broker,
  clientId,
  consentWorld,
  otherClientId,
  stranger,
} from '../lib/consent/consent-world.ts'

const minute = 60_000

test('a client connects: tokens sealed, account and time stored, caches dropped', async () => {
  const world = consentWorld()
  const page = await browser(world).connect()
  expect([page.status, await title(page)]).toEqual([200, endings.connected])
  expect(world.rows.get(clientId)).toMatchObject({
    google_account: broker,
    google_status: 'connected',
    connected_at: '2026-11-23T14:00:00.000Z',
  })
  expect(world.tokenRows.get(clientId)?.access).toMatch(/^v1\./)
  expect(world.tokenRows.get(clientId)?.refresh).toMatch(/^v1\./)
  expect(world.forgotten).toEqual([clientId])
})

test('the way to Google carries PKCE, offline access, the two calendar scopes and the fixed redirect', async () => {
  const world = consentWorld()
  const query = new URL(await browser(world).toGoogle()).searchParams
  expect(Object.fromEntries(query)).toMatchObject({
    response_type: 'code',
    access_type: 'offline',
    prompt: 'consent',
    code_challenge_method: 'S256',
    redirect_uri: 'http://127.0.0.1:3000/auth/google/callback',
    scope: [...calendarScopes, 'openid', 'email'].join(' '),
  })
  const [row] = world.stateRows.values()
  const stored = JSON.stringify(row)
  expect(stored).not.toContain(query.get('state'))
  expect(row?.verifierEncrypted).toMatch(/^v1\./)
})

test('the cookie is bound to this host, out of reach of scripts, and lasts as long as the state', async () => {
  const world = consentWorld()
  const answer = await browser(world).start(freshLink(clientId, world.parts))
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-consent=[\w-]{43}; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/,
  )
})

test('the page before Google’s names the client and makes no state yet', async () => {
  const world = consentWorld()
  const page = await browser(world).start(freshLink(clientId, world.parts))
  expect(await page.text()).toContain('office@example.com')
  expect(world.stateRows.size).toBe(0)
})

test.each([
  [
    'an expired link',
    (world: ReturnType<typeof consentWorld>) => {
      const { links: keys, settings, clock } = world.parts
      const made = { publicUrl: settings.publicUrl, keys, now: clock.now(), lastsMs: 0 }
      return connectLink(clientId, made)
    },
  ],
  ['an altered link', (world) => freshLink(clientId, world.parts).replace(clientId, otherClientId)],
  ['no link', () => 'http://127.0.0.1:3000/auth/google'],
  [
    'a link of a client who is gone',
    (world) => {
      world.rows.delete(clientId)
      return freshLink(clientId, world.parts)
    },
  ],
] as [string, (world: ReturnType<typeof consentWorld>) => string][])(
  '%s leads nowhere',
  async (_, link) => {
    const world = consentWorld()
    const page = await browser(world).start(link(world))
    expect([page.status, await title(page)]).toEqual([400, endings.badLink])
  },
)

test('Deny changes nothing and offers another try', async () => {
  const world = consentWorld()
  const page = await browser(world).connect({ decision: 'deny' })
  const html = await page.text()
  expect(html).toContain(endings.denied)
  expect(html).toContain('/auth/google?link=')
  expect(world.tokenRows.size).toBe(0)
})

test.each(calendarScopes)('without %s nothing is stored', async (left) => {
  const world = consentWorld()
  const scopes = askedScopes.filter((scope) => scope !== left)
  expect(await title(await browser(world).connect({ scopes }))).toBe(endings.unticked)
  expect(world.tokenRows.size).toBe(0)
  expect(world.rows.get(clientId)?.google_status).toBe('none')
})

test('a state works once', async () => {
  const world = consentWorld()
  const person = browser(world)
  const callback = await person.decide(await person.toGoogle())
  expect(await title(await person.back(callback))).toBe(endings.connected)
  expect(await title(await person.back(callback))).toBe(endings.used)
  expect(world.google.grants(broker)).toBe(1)
})

test('of ten callbacks at the same moment one connects', async () => {
  const world = consentWorld()
  const person = browser(world)
  const callback = await person.decide(await person.toGoogle())
  const pages = await Promise.all(Array.from({ length: 10 }, () => person.back(callback)))
  const titles = await Promise.all(pages.map(title))
  expect(titles.filter((t) => t === endings.connected)).toHaveLength(1)
  expect(titles.filter((t) => t === endings.used)).toHaveLength(9)
})

test('a state is good for ten minutes', async () => {
  const world = consentWorld()
  const person = browser(world)
  const callback = await person.decide(await person.toGoogle())
  world.clock.set(world.clock.now() + 10 * minute)
  expect(await title(await person.back(callback))).toBe(endings.expired)
  expect(world.tokenRows.size).toBe(0)
})

test.each([
  ['no cookie', ''],
  ['another browser’s cookie', `__Host-consent=${'a'.repeat(43)}`],
  ['a malformed cookie', '__Host-consent=x'],
])('with %s nothing is connected, and one can start again here', async (_, cookie) => {
  const world = consentWorld()
  const person = browser(world)
  const callback = await person.decide(await person.toGoogle())
  const page = await person.back(callback, cookie)
  const html = await page.text()
  expect(html).toContain(endings.otherBrowser)
  expect(html).toContain('/auth/google?link=')
  expect(world.tokenRows.size).toBe(0)
  expect(await title(await person.back(callback))).toBe(endings.connected)
})

test('another browser gets no link out of a state that was used or has expired', async () => {
  const world = consentWorld()
  const person = browser(world)
  const used = await person.decide(await person.toGoogle())
  await person.back(used)
  const old = await person.decide(await person.toGoogle())
  world.clock.set(world.clock.now() + 10 * minute)
  for (const callback of [used, old]) {
    expect(await (await person.back(callback, '')).text()).not.toContain('link=')
  }
})

test('one client’s browser cannot finish another’s state', async () => {
  const world = consentWorld()
  const attacker = browser(world)
  const victim = browser(world)
  await victim.toGoogle(otherClientId)
  const callback = await attacker.decide(await attacker.toGoogle())
  expect(await title(await victim.back(callback))).toBe(endings.otherBrowser)
  expect(world.tokenRows.size).toBe(0)
})

test('two tabs of one browser do not undo each other', async () => {
  const world = consentWorld()
  const person = browser(world)
  const first = await person.toGoogle()
  const second = await person.toGoogle()
  expect(await title(await person.back(await person.decide(first)))).toBe(endings.connected)
  expect(await title(await person.back(await person.decide(second)))).toBe(endings.connected)
})

test.each([
  [
    'altered',
    (state: string) => (state.startsWith('A') ? `B${state.slice(1)}` : `A${state.slice(1)}`),
  ],
  ['shortened', (state: string) => state.slice(1)],
  ['replaced by markup', () => '<script>alert(1)</script>'],
])('a state that was %s is unknown, and not reflected', async (_, alter) => {
  const world = consentWorld()
  const person = browser(world)
  const callback = new URL(await person.decide(await person.toGoogle()))
  callback.searchParams.set('state', alter(callback.searchParams.get('state') ?? ''))
  const html = await (await person.back(callback.href)).text()
  expect(html).toContain(endings.unknown)
  expect(html).not.toContain('alert')
  expect(world.tokenRows.size).toBe(0)
})

test('nothing of the address is reflected', async () => {
  const world = consentWorld()
  const person = browser(world)
  const callback = new URL(await person.decide(await person.toGoogle(), { decision: 'deny' }))
  callback.searchParams.set('error_description', '<b>canary</b>')
  callback.searchParams.set('error', 'canary')
  expect(await (await person.back(callback.href)).text()).not.toContain('canary')
})

test('a code used twice, under a state of its own, connects once', async () => {
  const world = consentWorld()
  const person = browser(world)
  const first = new URL(await person.decide(await person.toGoogle()))
  await person.back(first.href)
  const second = new URL(await person.decide(await person.toGoogle()))
  second.searchParams.set('code', first.searchParams.get('code') ?? '')
  expect(await title(await person.back(second.href))).toBe(endings.expired)
})

test('a code of another browser’s consent fails its PKCE check', async () => {
  const world = consentWorld()
  const attacker = browser(world)
  const victim = browser(world)
  const stolen = new URL(await attacker.decide(await attacker.toGoogle(), { account: stranger }))
  const own = new URL(await victim.decide(await victim.toGoogle()))
  own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
  expect(await title(await victim.back(own.href))).toBe(endings.expired)
  expect(world.tokenRows.size).toBe(0)
})

test('another account than before is refused; after disconnecting it is welcome', async () => {
  const world = consentWorld()
  await browser(world).connect()
  const before = world.tokenRows.get(clientId)
  const page = await browser(world).connect({ account: stranger })
  const html = await page.text()
  expect([page.status, html.includes(endings.wrongAccount)]).toEqual([403, true])
  expect(html).toContain('br•••@example.com')
  expect(html).not.toContain(broker)
  expect(world.tokenRows.get(clientId)).toBe(before)
  await dashboardPost(world, oauthDisconnect, '/auth/google/disconnect')
  expect(await title(await browser(world).connect({ account: stranger }))).toBe(endings.connected)
  expect(world.rows.get(clientId)?.google_account).toBe(stranger)
})

test('the same account again renews the consent, and Google is told whom to propose', async () => {
  const world = consentWorld()
  await browser(world).connect()
  const again = browser(world)
  const consentUrl = await again.toGoogle()
  expect(new URL(consentUrl).searchParams.get('login_hint')).toBe(broker)
  expect(await title(await again.back(await again.decide(consentUrl)))).toBe(endings.connected)
})

test.each([
  ['is down', { kind: 'status', status: 503 }],
  ['cuts the connection', { kind: 'reset' }],
  ['does not know us', { kind: 'status', status: 401, reason: 'invalid_client' }],
] as const)('when Google %s, nothing is stored and one can try again', async (_, fault) => {
  const world = consentWorld()
  world.control.inject({ on: 'oauth.token', ...fault })
  const page = await browser(world).connect()
  expect([page.status, await title(page)]).toEqual([503, endings.googleDown])
  expect(world.tokenRows.size).toBe(0)
})

test('when our database is away, both ends say so and nothing is half stored', async () => {
  const world = consentWorld()
  const person = browser(world)
  const callback = await person.decide(await person.toGoogle())
  world.cutOff(true)
  expect(await title(await person.back(callback))).toBe(endings.ourSide)
  expect(await title(await person.start(freshLink(clientId, world.parts)))).toBe(endings.ourSide)
  world.cutOff(false)
  expect(await title(await person.back(callback))).toBe(endings.connected)
})

test('every page forbids scripts, frames, caching, sniffing and referrers', async () => {
  const world = consentWorld()
  const person = browser(world)
  const pages = [
    await person.start(freshLink(clientId, world.parts)),
    await person.start('http://127.0.0.1:3000/auth/google'),
    await person.connect(),
  ]
  for (const { headers } of pages) {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})
