import { VendorFailure, type FailureKind } from '../failure.ts'
import { socketError } from '../socket-error.ts'

/** What Google's client library throws, as far as it is safe to look at. */
type Thrown = {
  response?: { status: number; headers?: Headers; data?: unknown }
}

const byStatus: Record<number, FailureKind> = {
  401: 'unauthorized',
  404: 'not_found',
  409: 'conflict',
  410: 'gone',
  412: 'conflict',
  429: 'rate_limited',
}
const backOff = ['rateLimitExceeded', 'userRateLimitExceeded']

/**
 * A call's failure in our words. What was thrown is dropped, not kept as a cause: it holds the access
 * token. https://developers.google.com/workspace/calendar/api/guides/errors
 */
export function googleFailure(thrown: unknown, signal: AbortSignal, now: number): VendorFailure {
  const { response } = (thrown ?? {}) as Thrown
  if (response) return refusal(response, now)
  if (signal.aborted) return new VendorFailure('google', 'timeout')
  return new VendorFailure('google', 'unreachable', socketError(thrown))
}

function refusal({ status, headers, data }: NonNullable<Thrown['response']>, now: number) {
  const reason = reasonIn(data)
  const retryAfterMs = waitIn(headers?.get('retry-after'), now)
  const details = { code: reason ?? String(status), retryAfterMs }
  if (status >= 500) {
    // Something in front of Google answers in its own shape.
    return new VendorFailure('google', reason === undefined ? 'unreachable' : 'server', details)
  }
  const slowDown = status === 403 && reason !== undefined && backOff.includes(reason)
  const kind = slowDown ? 'rate_limited' : (byStatus[status] ?? 'refused')
  return new VendorFailure('google', kind, details)
}

/** Google's reason (`rateLimitExceeded`, `push.webhookUrlUnauthorized`), if the body is Google's and the reason a plain word. */
function reasonIn(data: unknown): string | undefined {
  const { error } = (data ?? {}) as { error?: { errors?: { reason?: unknown }[] } }
  const reason = error?.errors?.[0]?.reason
  return typeof reason === 'string' && /^[\w.]{1,60}$/.test(reason) ? reason : undefined
}

/** Retry-After in ms: seconds, or a date (RFC 9110, 10.2.3). */
function waitIn(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined
  if (/^\d+$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
