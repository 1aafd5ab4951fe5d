import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { broker, clientId, otherClientId, stranger } from '../lib/consent/consent-world.ts'
import {
  arrive,
  heading,
  inspected,
  openChromium,
  person,
  screens,
  servedWorld,
  type Screen,
} from './consent-browser.ts'

let browser: Browser
let world: Awaited<ReturnType<typeof servedWorld>>
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())
beforeEach(async () => {
  world = await servedWorld()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await world.close()
})

type Way = (page: Page) => Promise<void>

const toGoogle: Way = async (page) => {
  await page.goto(world.link())
  await arrive(page, () => page.getByRole('link', { name: 'Continue to Google' }).click())
}
const allow: Way = (page) =>
  arrive(page, () => page.getByRole('button', { name: 'Continue' }).click())
const connect: Way = async (page) => {
  await toGoogle(page)
  await allow(page)
}

/** How a person gets to each page, by clicking. */
const ways: Record<string, { title: string; way: Way }> = {
  start: {
    title: 'Connect your Google Calendar',
    way: async (page) => void (await page.goto(world.link())),
  },
  connected: { title: 'Your calendar is connected', way: connect },
  denied: {
    title: 'Your calendar is not connected',
    way: async (page) => {
      await toGoogle(page)
      await arrive(page, () => page.getByRole('button', { name: 'Cancel' }).click())
    },
  },
  'boxes-unticked': {
    title: 'One more box to tick',
    way: async (page) => {
      await toGoogle(page)
      await page.getByRole('checkbox').first().uncheck()
      await allow(page)
    },
  },
  expired: {
    title: 'This took too long',
    way: async (page) => {
      await toGoogle(page)
      world.clock.set(world.clock.now() + 600_000)
      await allow(page)
    },
  },
  used: {
    title: 'This page was used before',
    way: async (page) => {
      await connect(page)
      await page.goBack()
      await allow(page)
    },
  },
  'other-browser': {
    title: 'Let’s start again in this browser',
    way: async (page) => {
      const mailApp = await person(browser)
      await toGoogle(mailApp.page)
      await page.goto(mailApp.page.url())
      await allow(page)
    },
  },
  'wrong-account': {
    title: 'That is another Google account',
    way: async (page) => {
      await connect(page)
      await toGoogle(page)
      await page.getByRole('radio', { name: stranger }).check()
      await allow(page)
    },
  },
  'google-down': {
    title: 'Google did not finish',
    way: async (page) => {
      await toGoogle(page)
      world.control.inject({ on: 'oauth.token', kind: 'status', status: 503 })
      await allow(page)
    },
  },
  'our-side': {
    title: 'We could not finish just now',
    way: async (page) => {
      await toGoogle(page)
      world.cutOff(true)
      await allow(page)
    },
  },
  unknown: {
    title: 'We do not know this connection',
    way: async (page) => {
      await toGoogle(page)
      await page.goto(altered(page.url(), 'state'))
      await allow(page)
    },
  },
  'bad-link': {
    title: 'This link no longer works',
    way: async (page) => void (await page.goto(altered(world.link(), 'link'))),
  },
}

function altered(address: string, parameter: string): string {
  const url = new URL(address)
  const value = url.searchParams.get(parameter) ?? ''
  url.searchParams.set(parameter, value.slice(0, -2) + (value.endsWith('AA') ? 'BA' : 'AA'))
  return url.href
}

for (const [name, { title, way }] of Object.entries(ways)) {
  for (const screen of Object.keys(screens) as Screen[]) {
    test(`${name} on a ${screen}: reached by clicking, accessible, nothing from elsewhere`, async () => {
      const { page, complaints } = await person(browser, screen)
      await way(page)
      expect(await heading(page)).toBe(title)
      expect(await inspected(page, `${name}-${screen}`)).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}

test.each(['start', 'connected', 'denied', 'google-down'])(
  '%s is as readable in the dark',
  async (name) => {
    const { page } = await person(browser, 'phone', true)
    await ways[name]?.way(page)
    expect(await inspected(page, `${name}-dark`)).toEqual([])
  },
)

test('the smallest phone and the largest type fit', async () => {
  const { page } = await person(browser)
  await page.setViewportSize({ width: 320, height: 568 })
  await page.goto(world.link())
  await page.evaluate("document.documentElement.style.fontSize = '200%'")
  expect(await inspected(page, 'start-small')).toEqual([])
})

test.each(['denied', 'boxes-unticked', 'wrong-account', 'google-down', 'other-browser'])(
  'from %s one click on its button leads back and to the end',
  async (name) => {
    const { page } = await person(browser)
    await ways[name]?.way(page)
    await arrive(page, () => page.getByRole('link', { name: /again/i }).click())
    await arrive(page, () => page.getByRole('link', { name: 'Continue to Google' }).click())
    await page.getByRole('radio', { name: broker }).check()
    await allow(page)
    expect(await heading(page)).toBe('Your calendar is connected')
    expect(world.rows.get(clientId)?.google_account).toBe(broker)
  },
)

test('the whole way can be gone with the keyboard alone', async () => {
  const { page } = await person(browser, 'desktop')
  await page.goto(world.link())
  await page.keyboard.press('Tab')
  await arrive(page, () => page.keyboard.press('Enter'))
  await arrive(page, () => page.getByRole('button', { name: 'Continue' }).press('Enter'))
  expect(await heading(page)).toBe('Your calendar is connected')
})

test('a state whose cookie was lost connects nothing', async () => {
  const { context, page } = await person(browser)
  await toGoogle(page)
  await context.clearCookies()
  await allow(page)
  expect(await heading(page)).toBe('Let’s start again in this browser')
  expect(world.tokenRows.size).toBe(0)
})

test('a state begun in another session connects nothing, though the browser has a cookie of its own', async () => {
  const attacker = await person(browser)
  const victim = await person(browser)
  await victim.page.goto(world.link(otherClientId))
  const toGoogleLink = victim.page.getByRole('link', { name: 'Continue to Google' })
  await arrive(victim.page, () => toGoogleLink.click())
  await toGoogle(attacker.page)
  await victim.page.goto(attacker.page.url())
  await allow(victim.page)
  expect(await heading(victim.page)).toBe('Let’s start again in this browser')
  expect(world.tokenRows.size).toBe(0)
})

test('a code used before connects nothing under a new state', async () => {
  const { page } = await person(browser)
  await connect(page)
  const used = new URL(page.url()).searchParams.get('code') ?? ''
  await toGoogle(page)
  await page.route(`${world.googleUrl}/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 })
    const location = new URL(response.headers()['location'] ?? '')
    location.searchParams.set('code', used)
    await route.fulfill({ response, headers: { location: location.href } })
  })
  const before = world.tokenRows.get(clientId)
  await allow(page)
  expect(await heading(page)).toBe('This took too long')
  expect(world.tokenRows.get(clientId)).toBe(before)
})

test('with another redirect address Google does not let the person back at all', async () => {
  const { page } = await person(browser)
  await toGoogle(page)
  const url = new URL(page.url())
  url.searchParams.set('redirect_uri', 'http://127.0.0.1:1/elsewhere')
  await page.goto(url.href)
  expect(await page.textContent('main')).toContain('redirect_uri_mismatch')
})

test('no page can be framed, and none can run a script', async () => {
  const { page } = await person(browser)
  await page.goto(world.googleUrl.replace(/$/, '/oauth2/v3/userinfo'))
  await page.setContent(`<iframe src="${world.link()}"></iframe>`)
  const frame = page.frames()[1]
  await frame?.waitForLoadState()
  expect(frame?.url()).toBe('chrome-error://chromewebdata/')
  await page.goto(world.link())
  await page.evaluate(
    "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))",
  )
  expect(await page.evaluate('window.ran')).toBeUndefined()
})

test('scripts of the page could not read the cookie', async () => {
  const { context, page } = await person(browser)
  await connect(page)
  expect(await page.evaluate('document.cookie')).toBe('')
  expect(await context.cookies(world.serviceUrl)).toMatchObject([
    { name: '__Host-consent', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' },
  ])
})
