import { beginConsent } from '../lib/consent/begin-consent.ts'
import { readLink } from '../lib/consent/connect-link.ts'
import { freshLink, type ConsentParts } from '../lib/consent/consent-parts.ts'
import { corsHeaders, preflight, withCors } from '../lib/consent/cors.ts'
import { hostConsent } from '../lib/consent/host-consent.ts'
import { endingPage, startPage } from '../lib/consent/pages.ts'
import type { Deadline } from '../lib/deadline.ts'
import { anyone } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import { VendorFailure } from '../lib/failure.ts'

/**
 * Where a client begins to connect their calendar. GET with a signed link shows what will be asked, and
 * with `go=1` leads to Google; POST by the signed-in dashboard answers `{ url }`, such a link to go to:
 * state and cookie are then made in a first-party visit, which a cross-site answer could not do.
 */
export const oauthStart = endpoint({
  paths: ['/auth/google'],
  method: ['GET', 'POST', 'OPTIONS'],
  caller: anyone,
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
    const go = url.searchParams.get('go') === '1'
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

async function start(
  clientId: string,
  at: { request: Request; go: boolean; parts: ConsentParts; deadline: Deadline },
): Promise<Response> {
  try {
    const row = await at.parts.clients.get(clientId, at.deadline)
    if (!row) return endingPage({ ending: 'bad_link' })
    const account = row.google_account ?? undefined
    if (at.go) return await beginConsent({ id: clientId, account }, at.request, at)
    return startPage({ email: row.email, account }, `${freshLink(clientId, at.parts)}&go=1`)
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    return endingPage({ ending: 'our_side' })
  }
}

export const { main } = oauthStart
