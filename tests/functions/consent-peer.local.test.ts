import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthCallback } from '../../functions/oauth-callback.ts'
import { oauthStart } from '../../functions/oauth-start.ts'
import { systemClock } from '../../lib/clock.ts'
import { freshLink, type ConsentParts } from '../../lib/consent/consent-parts.ts'
import { deadlineIn } from '../../lib/deadline.ts'
import { standInClient } from '../../lib/local/google/stand-in.ts'
import { googleOAuth } from '../../lib/tokens/google-oauth.ts'
import { openRefreshToken } from '../../lib/tokens/sealed-tokens.ts'
import { broker, clientId, consentWorld } from '../lib/consent/consent-world.ts'
import { freePort } from '../support/free-port.ts'

// Another project's Google (https://github.com/vercel-labs/emulate), so that our own stand-in is not the
// only witness. It shows neither tick boxes nor Deny, and its token endpoint has another path.
let peerUrl: string
let peer: Emulator
let parts: ConsentParts
let rows: ReturnType<typeof consentWorld>['tokenRows']

beforeAll(async () => {
  const port = await freePort()
  peerUrl = `http://127.0.0.1:${port}`
  const world = consentWorld({ publicUrl: 'http://127.0.0.1:3000', googleUrl: peerUrl })
  const { clock, settings } = world.parts
  const { id: client_id, secret: client_secret } = standInClient
  const registered = { client_id, client_secret, redirect_uris: [settings.redirectUri] }
  const google = { users: [{ email: broker, name: 'Broker' }], oauth_clients: [registered] }
  // Its id tokens name this as their issuer.
  const baseUrl = 'https://accounts.google.com'
  peer = await createEmulator({ service: 'google', port, baseUrl, seed: { google } })
  const tokenUrl = `${peerUrl}/oauth2/token`
  const oauth = googleOAuth({
    clientId: client_id,
    clientSecret: client_secret,
    tokenUrl,
    revokeUrl: tokenUrl,
    clock,
  })
  parts = { ...world.parts, oauth }
  rows = world.tokenRows
})
afterAll(() => peer.close())

test('consent with another implementation of Google ends connected, and its tokens refresh', async () => {
  const host = { peer: '127.0.0.1', after: () => {} }
  const visit = (url: string, cookie = '') =>
    oauthStart.fetch(new Request(url, { headers: { cookie } }), host, parts)
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const shown = await visit(freshLink(clientId, parts))
  const button = /class="button" href="([^"]+)"/.exec(await shown.text())?.[1] ?? ''
  const sent = await visit(button.replaceAll('&#38;', '&'), cookieOf(shown))
  const cookie = cookieOf(sent)
  const page = await (await fetch(sent.headers.get('location') ?? '')).text()
  const form = page.split('<form').find((part) => part.includes(`value="${broker}"`)) ?? ''
  const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)]
  const body = new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value]))
  const answer = { method: 'POST', body, redirect: 'manual' } as const
  const granted = await fetch(`${peerUrl}/o/oauth2/v2/auth/callback`, answer)
  const callback = new Request(granted.headers.get('location') ?? '', { headers: { cookie } })
  const ended = await oauthCallback.fetch(callback, host, parts)
  expect(await ended.text()).toContain(`Calls will be booked into the Google Calendar of ${broker}`)

  const sealed = rows.get(clientId)
  if (!sealed) throw new Error('no tokens were stored')
  const refreshToken = openRefreshToken(parts.keys, clientId, sealed)
  const refreshed = await parts.oauth.refresh(refreshToken, deadlineIn(systemClock, 5000))
  expect(refreshed.accessToken).toBeTruthy()
})
