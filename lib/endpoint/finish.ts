import { config } from '../config.ts'

// An answer is data, never a page of its own; a page brings its own policy.
const defaults = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** The response as it leaves: request id and security headers on it, no body for HEAD. */
export function finish(response: Response, requestId: string, method: string): Response {
  const headers = new Headers(response.headers)
  if (requestId) headers.set('x-request-id', requestId)
  for (const [name, value] of Object.entries(defaults)) {
    if (!headers.has(name)) headers.set(name, value)
  }
  for (const [name, value] of Object.entries(always)) headers.set(name, value)
  if (config().publicUrl.startsWith('https:')) {
    headers.set('strict-transport-security', 'max-age=31536000')
  }
  const body = method === 'HEAD' ? null : response.body
  return new Response(body, { status: response.status, headers })
}
