import { corsHeaders, preflight, withCors } from '../lib/consent/cors.ts'
import { disconnect } from '../lib/consent/disconnect.ts'
import { hostConsent } from '../lib/consent/host-consent.ts'
import { visitor } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'

/** Where the signed-in dashboard takes a client's consent back. Answers `{ disconnected, revoked }`. */
export const oauthDisconnect = endpoint({
  paths: ['/auth/google/disconnect'],
  method: ['POST', 'OPTIONS'],
  caller: visitor,
  deps: (host) => hostConsent(host),
  async handle({ request, deps, deadline, note }) {
    if (request.method === 'OPTIONS') return preflight(request, deps.settings.dashboardOrigin)
    const headers = corsHeaders(request, deps.settings.dashboardOrigin)
    try {
      const clientId = await deps.dashboard.clientId(request)
      note({ clientId })
      const { revoked } = await disconnect(clientId, { parts: deps, deadline })
      return Response.json({ disconnected: true, revoked }, { headers })
    } catch (error) {
      throw withCors(error, headers)
    }
  },
})

export const { main } = oauthDisconnect
