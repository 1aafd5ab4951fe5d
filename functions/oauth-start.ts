import { beginConsent } from '../lib/consent/begin-consent.ts'
import {
  browserSecret,
  digest,
  newSecret,
  setBrowserSecret,
} from '../lib/consent/browser-cookie.ts'
import { readLink } from '../lib/consent/connect-link.ts'
import { freshLink, type ConsentParts } from '../lib/consent/consent-parts.ts'
import { corsHeaders, preflight, withCors } from '../lib/consent/cors.ts'
import { hostConsent } from '../lib/consent/host-consent.ts'
import { endingPage, startPage } from '../lib/consent/pages.ts'
import type { Deadline } from '../lib/deadline.ts'
import { isSame, visitor } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import { VendorFailure } from '../lib/failure.ts'

/**
 * Where a client begins to connect their calendar. GET with a signed link shows for whom and what will be
 * asked; its button leads to Google. POST by the signed-in dashboard answers `{ url }`, a link that leads
 * there at once when the dashboard's page goes to it: state and cookie are then made in a first-party
 * visit, which a cross-site answer could not do.
 */
export const oauthStart = endpoint({
  paths: ['/auth/google'],
  method: ['GET', 'POST', 'OPTIONS'],
  caller: visitor,
  deps: (host) => hostConsent(host),
  async handle({ request, url, deps, deadline, note }) {
    if (request.method === 'OPTIONS') return preflight(request, deps.settings.dashboardOrigin)
    if (request.method === 'POST') return linkForDashboard(request, deps)
    const link = readLink(url.searchParams.get('link'), { keys: deps.links, now: deps.clock.now() })
    if (!link.ok) {
      note({ outcome: `link_${link.reason}` })
      return endingPage({ ending: 'bad_link' })
    }
    note({ clientId: link.clientId })
    const go = isMeant(request, link.clientId, deps.settings.dashboardOrigin)
    return start(link.clientId, { request, go, parts: deps, deadline })
  },
})

async function linkForDashboard(request: Request, parts: ConsentParts): Promise<Response> {
  const headers = corsHeaders(request, parts.settings.dashboardOrigin)
  try {
    const clientId = await parts.dashboard.clientId(request)
    return Response.json({ url: `${freshLink(clientId, parts)}&go=1` }, { headers })
  } catch (error) {
    throw withCors(error, headers)
  }
}

/**
 * Whether a visit may go on to Google without the page that names the client: from that page in this
 * browser, or from the dashboard. Anyone else could send a client a link of their own.
 */
function isMeant(request: Request, clientId: string, dashboardOrigin: string | undefined): boolean {
  const go = new URL(request.url).searchParams.get('go')
  if (go === null) return false
  const secret = browserSecret(request)
  if (secret !== undefined && isSame(go, goMark(secret, clientId))) return true
  const from = URL.parse(request.headers.get('referer') ?? '')?.origin
  return dashboardOrigin !== undefined && from === new URL(dashboardOrigin).origin
}

/** What only the page that was shown to this browser, for this client, knows. */
function goMark(secret: string, clientId: string): string {
  return digest(`go ${secret} ${clientId}`)
}

async function start(
  clientId: string,
  at: { request: Request; go: boolean; parts: ConsentParts; deadline: Deadline },
): Promise<Response> {
  try {
    const row = await at.parts.clients.get(clientId, at.deadline)
    if (!row) return endingPage({ ending: 'bad_link' })
    const account = row.google_account ?? undefined
    if (at.go) return await beginConsent({ id: clientId, account }, at.request, at)
    const secret = browserSecret(at.request) ?? newSecret()
    const onward = `${freshLink(clientId, at.parts)}&go=${goMark(secret, clientId)}`
    const page = startPage({ email: row.email, account }, onward)
    page.headers.set('set-cookie', setBrowserSecret(secret))
    return page
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    return endingPage({ ending: 'our_side' })
  }
}

export const { main } = oauthStart
