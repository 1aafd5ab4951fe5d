import { beforeEach, describe, expect, it } from 'vitest'
import { oauthCallback } from '../../functions/oauth-callback.ts'
import { oauthStart } from '../../functions/oauth-start.ts'
import { configure } from '../../lib/config.ts'
import { freshLink } from '../../lib/consent/consent-parts.ts'
import { clientId, consentWorld, dashboard, otherClientId } from '../lib/consent/consent-world.ts'

let world: ReturnType<typeof consentWorld>
beforeEach(() => {
  configure({ LOG_LEVEL: 'silent' }, 'local')
  world = consentWorld()
})

const host = { peer: '', after: () => {} }
const visit = (url: string, headers: Record<string, string> = {}) =>
  oauthStart.fetch(new Request(url, { headers }), host, world.parts)
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
const buttonOf = async (page: Response) =>
  (/class="button" href="(.*?)"/.exec(await page.text())?.[1] ?? '').replaceAll('&#38;', '&')

describe('a person lured to a consent of somebody else’s', () => {
  const lures: [string, (link: string) => string][] = [
    ['a link that asks to skip the page', (link) => `${link}&go=1`],
    ['a made-up mark', (link) => `${link}&go=${'a'.repeat(43)}`],
    ['an empty mark', (link) => `${link}&go=`],
  ]
  it.each(lures)('sees for whom it is first: %s', async (_name, lure) => {
    for (const referer of [
      '',
      'https://evil.example/',
      `https://evil.example/?${dashboard}`,
      `${dashboard}.evil.example/`,
    ]) {
      const page = await visit(lure(freshLink(otherClientId, world.parts)), { referer })
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('two@example.com')
    }
    expect(world.stateRows.size).toBe(0)
  })

  it('is not led on by the attacker’s own mark, nor by one for another client', async () => {
    const attacker = await visit(freshLink(otherClientId, world.parts))
    const onward = await buttonOf(attacker)
    expect((await visit(onward, { cookie: cookieOf(attacker) })).status).toBe(303)
    const victim = await visit(freshLink(clientId, world.parts))
    const marked = new URL(await buttonOf(victim)).searchParams.get('go')
    for (const url of [onward, `${freshLink(otherClientId, world.parts)}&go=${marked}`]) {
      expect((await visit(url, { cookie: cookieOf(victim) })).status).toBe(200)
    }
  })

  it('cannot be given the attacker’s cookie by a page elsewhere', async () => {
    // `__Host-` cookies take no Domain, so no other host can plant one; a second of the name is not read.
    const page = await visit(freshLink(clientId, world.parts))
    const own = cookieOf(page)
    const onward = await buttonOf(page)
    const planted = `consent=x; __Host-consent2=${'b'.repeat(43)}; ${own}`
    expect((await visit(onward, { cookie: planted })).status).toBe(303)
    expect(page.headers.get('set-cookie')).not.toMatch(/domain/i)
  })
})

describe('the way through Google', () => {
  it.each(['next', 'redirect', 'redirect_uri', 'return_to', 'url', 'continue'])(
    'leads nowhere but where it was configured to, whatever %s says',
    async (name) => {
      const first = await visit(`${freshLink(clientId, world.parts)}&${name}=https://evil.example/`)
      const onward = `${await buttonOf(first)}&${name}=https://evil.example/`
      const answer = await visit(onward, { cookie: cookieOf(first) })
      const location = new URL(answer.headers.get('location') ?? '')
      expect(location.origin).toBe('http://google.test')
      expect(location.searchParams.get('redirect_uri')).toBe(
        'http://127.0.0.1:3000/auth/google/callback',
      )
      expect(location.href).not.toContain('evil')
    },
  )

  it('takes the host of its links from the configuration, never from the request', async () => {
    const link = new URL(freshLink(clientId, world.parts))
    const page = await visit(`http://evil.example${link.pathname}${link.search}`, {
      host: 'evil.example',
    })
    expect(await page.text()).not.toContain('evil.example')
  })

  it('is not bent by line breaks in what is known of a client', async () => {
    const row = world.rows.get(clientId)
    if (row) row.google_account = 'a@example.com\r\nSet-Cookie: stolen=1\r\n'
    const first = await visit(freshLink(clientId, world.parts))
    const answer = await visit(await buttonOf(first), { cookie: cookieOf(first) })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('set-cookie')).not.toContain('stolen')
    expect(answer.headers.get('location')).not.toMatch(/[\r\n]/)
  })

  it.each(['%0d%0aSet-Cookie:%20stolen=1', '%00', '%E2%80%A8', '"><script>'])(
    'reflects nothing of a callback that says %s',
    async (text) => {
      const url = `http://127.0.0.1:3000/auth/google/callback?state=${text}&code=${text}&error=${text}`
      const page = await oauthCallback.fetch(new Request(url), host, world.parts)
      expect(page.status).toBe(400)
      const all = JSON.stringify([...page.headers]) + (await page.text())
      expect(all).not.toContain('stolen')
      expect(all).not.toContain('<script')
    },
  )

  it('puts no page into a frame and runs no script, errors among them', async () => {
    const answers = [
      await visit(freshLink(clientId, world.parts)),
      await visit('http://127.0.0.1:3000/auth/google?link=x'),
      await oauthStart.fetch(
        new Request('http://127.0.0.1:3000/auth/google', { method: 'PUT' }),
        host,
        world.parts,
      ),
    ]
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      )
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

describe('a stolen connect link', () => {
  it('cannot take over a client who is connected: only the same Google account is accepted', async () => {
    const row = world.rows.get(clientId)
    if (row) row.google_account = 'owner@example.com'
    const first = await visit(freshLink(clientId, world.parts))
    const google = await visit(await buttonOf(first), { cookie: cookieOf(first) })
    const fields = new URL(google.headers.get('location') ?? '').searchParams.get('scope') ?? ''
    const body = new URLSearchParams([
      ['account', 'stranger@example.com'],
      ['decision', 'allow'],
      ...fields.split(' ').map((scope) => ['scope', scope] as [string, string]),
    ])
    const back = await world.google.app.request(google.headers.get('location') ?? '', {
      method: 'POST',
      body,
    })
    const request = new Request(back.headers.get('location') ?? '', {
      headers: { cookie: cookieOf(first) },
    })
    expect((await oauthCallback.fetch(request, host, world.parts)).status).toBe(403)
    expect(world.tokenRows.size).toBe(0)
  })
})
