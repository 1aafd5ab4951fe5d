import { join } from 'node:path'
import { config } from '../lib/config.ts'
import { demoAccount, demoClientId } from '../lib/local/demo-client.ts'
import { tokenSigner } from '../lib/local/supabase-auth/signer.ts'
import type { RunningLocal } from './running.ts'

/**
 * Takes the demo client's consent back and gives it anew, as dashboard and browser would: through our
 * endpoints and the buttons of the Google stand-in. Answers what each step showed, in order.
 */
export async function consentAnew(local: RunningLocal): Promise<{ step: string; isSo: boolean }[]> {
  const issuer = `${local.env['SUPABASE_URL']}/auth/v1`
  const signer = tokenSigner(issuer, join(config().DATA_DIR, 'auth-key.pem'))
  const token = signer.accessToken({ id: demoClientId, email: demoAccount }, Date.now())
  const asDashboard = { method: 'POST', headers: { authorization: `Bearer ${token}` } }

  const ended = await get(`${local.url}/auth/google/disconnect`, asDashboard)
  const { disconnected } = (await ended.json()) as { disconnected?: boolean }
  const started = await get(`${local.url}/auth/google`, asDashboard)
  const { url = '' } = (await started.json()) as { url?: string }
  const link = new URL(url)
  link.searchParams.delete('go') // a browser comes from the dashboard's page; we begin where anyone does
  const shown = await get(link.href)
  const button = /class="button" href="([^"]+)"/.exec(await shown.text())?.[1] ?? ''
  const asBrowser = { headers: { cookie: cookieOf(shown) } }
  const sent = await get(button.replaceAll('&#38;', '&'), asBrowser)
  const consentUrl = sent.headers.get('location') ?? ''
  const granted = await get(consentUrl, { method: 'POST', body: everythingTicked(consentUrl) })
  const callback = granted.headers.get('location') ?? ''
  const page = await get(callback, { headers: { cookie: cookieOf(sent) } })
  const heading = /<h1>(.*?)<\/h1>/.exec(await page.text())?.[1] ?? ''
  return [
    { step: 'the dashboard disconnects the calendar', isSo: disconnected === true },
    { step: 'the dashboard gets a link to connect with', isSo: url !== '' },
    { step: 'the page behind it leads on to Google', isSo: consentUrl.startsWith(local.google) },
    { step: heading, isSo: heading === 'Your calendar is connected' },
  ]
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

function everythingTicked(consentUrl: string): URLSearchParams {
  const scopes = new URL(consentUrl).searchParams.get('scope')?.split(' ') ?? []
  const fields = scopes.map((scope) => ['scope', scope])
  return new URLSearchParams([['account', demoAccount], ['decision', 'allow'], ...fields])
}

function get(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(10_000) })
}
