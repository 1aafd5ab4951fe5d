import { config } from '../config.ts'
import type { Reply } from './contract.ts'

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

/**
 * The answer as it leaves: request id and security headers on it, no body for HEAD. Most answers are data,
 * and a response made once with all it needs is the cheapest there is.
 */
export function finish(
  answer: Reply,
  { requestId, method, timing }: { requestId: string; method: string; timing?: string },
): Response {
  const given = {
    ...always,
    ...forHttps(),
    ...(requestId && { 'x-request-id': requestId }),
    ...(timing && { 'server-timing': timing }),
  }
  if (!(answer instanceof Response)) {
    const body = JSON.stringify({ ...answer, request_id: requestId })
    const headers = { 'content-type': 'application/json', ...defaults, ...given }
    return new Response(method === 'HEAD' ? null : body, { headers })
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (!answer.headers.has(name)) answer.headers.set(name, value)
  }
  for (const [name, value] of Object.entries(given)) answer.headers.set(name, value)
  if (method !== 'HEAD') return answer
  return new Response(null, { status: answer.status, headers: answer.headers })
}

function forHttps(): Record<string, string> {
  return config().publicUrl.startsWith('https:')
    ? { 'strict-transport-security': 'max-age=31536000' }
    : {}
}
