import { Problem } from '../endpoint/problem.ts'
import { VendorFailure } from '../failure.ts'

/** The headers that let the dashboard's scripts, and no other site's, read an answer. */
export function corsHeaders(request: Request, dashboardOrigin: string | undefined) {
  const origin = request.headers.get('origin')
  const allowed = dashboardOrigin !== undefined && origin === new URL(dashboardOrigin).origin
  return { vary: 'Origin', ...(allowed && { 'access-control-allow-origin': origin }) }
}

/** Answers a preflight. https://fetch.spec.whatwg.org/#http-cors-protocol */
export function preflight(request: Request, dashboardOrigin: string | undefined): Response {
  const headers = {
    ...corsHeaders(request, dashboardOrigin),
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  }
  return new Response(null, { status: 204, headers })
}

/** Makes a Problem, and an outage of ours, readable for the dashboard too; anything else is thrown on as it is. */
export function withCors(thrown: unknown, headers: Record<string, string>): unknown {
  const error = thrown instanceof VendorFailure ? unavailable(thrown) : thrown
  if (!(error instanceof Problem)) return error
  const { status, code, detail, cause } = error
  return new Problem(status, code, detail, { headers: { ...error.headers, ...headers }, cause })
}

function unavailable(cause: VendorFailure): Problem {
  return new Problem(503, 'unavailable', 'This cannot be done right now. Try again.', { cause })
}
