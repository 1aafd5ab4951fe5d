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
  const sent = await get(url)
  const consentUrl = sent.headers.get('location') ?? ''
  const cookie = sent.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const granted = await get(consentUrl, { method: 'POST', body: everythingTicked(consentUrl) })
  const page = await get(granted.headers.get('location') ?? '', { headers: { cookie } })
  const heading = /<h1>(.*?)<\/h1>/.exec(await page.text())?.[1] ?? ''
  return [
    { step: 'the dashboard disconnects the calendar', isSo: disconnected === true },
    { step: 'the dashboard gets a link to connect with', isSo: url !== '' },
    { step: 'the link leads to Google', isSo: consentUrl.startsWith(local.google) },
    { step: heading, isSo: heading === 'Your calendar is connected' },
  ]
}

function everythingTicked(consentUrl: string): URLSearchParams {
  const scopes = new URL(consentUrl).searchParams.get('scope')?.split(' ') ?? []
  const fields = scopes.map((scope) => ['scope', scope])
  return new URLSearchParams([['account', demoAccount], ['decision', 'allow'], ...fields])
}

function get(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(10_000) })
}
