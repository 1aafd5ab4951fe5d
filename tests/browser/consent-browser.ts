import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { Hono } from 'hono'
import { chromium, type Browser, type Page } from 'playwright-core'
import { oauthCallback } from '../../functions/oauth-callback.ts'
import { oauthDisconnect } from '../../functions/oauth-disconnect.ts'
import { oauthStart } from '../../functions/oauth-start.ts'
import { freshLink } from '../../lib/consent/consent-parts.ts'
import { listenOnLoopback } from '../../lib/local/loopback.ts'
import { clientId, consentWorld } from '../lib/consent/consent-world.ts'

const screenshots = 'build/screenshots'
const firstPort = 24_000 + (process.pid % 4000)
// An unknown address: visits are not counted.
const host = { peer: '', after: () => {} }

/** The widths everything is looked at in. */
export const screens = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const
export type Screen = keyof typeof screens

/** Chromium as Debian packages it, with a profile of its own. */
export function openChromium(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  return chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args })
}

/** Our endpoints and the Google stand-in, each listening on loopback. */
export async function servedWorld() {
  let answer: (request: Request) => Promise<Response> | Response = () =>
    new Response(null, { status: 503 })
  const delegate = () => new Hono().all('*', (c) => answer(c.req.raw))
  const service = await listenOnLoopback(firstPort, delegate)
  let googleApp = new Hono()
  const google = await listenOnLoopback(firstPort + 100, () =>
    new Hono().all('*', (c) => googleApp.fetch(c.req.raw, c.env)),
  )
  const world = consentWorld({ publicUrl: service.url, googleUrl: google.url, google: fetch })
  googleApp = world.google.app
  const endpoints = [oauthStart, oauthCallback, oauthDisconnect]
  answer = (request) => {
    const { pathname } = new URL(request.url)
    const found = endpoints.find(({ paths }) => paths.includes(pathname))
    return found?.fetch(request, host, world.parts) ?? new Response(null, { status: 404 })
  }
  return {
    ...world,
    serviceUrl: service.url,
    googleUrl: google.url,
    link: (client = clientId) => freshLink(client, world.parts),
    async close() {
      await service.close()
      await google.close()
    },
  }
}

/** A person in a browser of their own, and everything that browser complained of or fetched from elsewhere. */
export async function person(browser: Browser, screen: Screen = 'phone', dark = false) {
  const context = await browser.newContext({
    ...screens[screen],
    colorScheme: dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(request.url())
  })
  return { context, page, complaints }
}

/** Does what leads to another page, and waits until that one stands: what follows must not meet the page before. */
export async function arrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()])
}

/** The page's heading. */
export async function heading(page: Page): Promise<string> {
  return (await page.locator('h1').textContent()) ?? ''
}

/** Keeps a picture of the page, and answers what axe finds wrong with it and whether it scrolls sideways. */
export async function inspected(page: Page, name: string): Promise<string[]> {
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true })
  const { violations } = await new AxeBuilder({ page }).analyze()
  const sideways = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  )
  return [
    ...violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`),
    ...(sideways ? ['scrolls sideways'] : []),
  ]
}
