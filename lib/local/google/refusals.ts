import type { Fault } from '../control.ts'

/** A refusal the way Google's Calendar API words it: one reason in `error.errors[0]`. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly reason: string
  readonly domain: string
  constructor(status: number, reason: string, message: string, domain = 'global') {
    super(message)
    this.status = status
    this.reason = reason
    this.domain = domain
  }
}

const statusWords: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
}

/** The body and headers Google sends with a refusal. https://developers.google.com/workspace/calendar/api/guides/errors */
export function refusalResponse(refusal: Refusal, retryAfter?: number): Response {
  const { status, reason, domain, message } = refusal
  const place =
    reason === 'authError' ? { location: 'Authorization', locationType: 'header' } : undefined
  const body = {
    error: {
      errors: [{ domain, reason, message, ...place }],
      code: status,
      message,
      ...(statusWords[status] && { status: statusWords[status] }),
    },
  }
  const headers = new Headers({ 'content-type': 'application/json; charset=UTF-8' })
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="https://accounts.google.com/"')
  return new Response(JSON.stringify(body), { status, headers })
}

const injected: Record<string, [message: string, domain: string]> = {
  rateLimitExceeded: ['Rate Limit Exceeded', 'usageLimits'],
  userRateLimitExceeded: ['User Rate Limit Exceeded', 'usageLimits'],
  quotaExceeded: ['Calendar usage limits exceeded.', 'usageLimits'],
  authError: ['Invalid Credentials', 'global'],
  backendError: ['Backend Error', 'global'],
}

const usualReason: Record<number, string> = {
  401: 'authError',
  403: 'forbidden',
  404: 'notFound',
  409: 'duplicate',
  410: 'deleted',
  412: 'conditionNotMet',
  429: 'rateLimitExceeded',
}

/** Google's answer to an injected fault. */
export function faultResponse(fault: Fault): Response {
  const status = fault.status ?? 503
  const reason = fault.reason ?? usualReason[status] ?? 'backendError'
  const [message, domain] = injected[reason] ?? [reason, 'global']
  return refusalResponse(new Refusal(status, reason, message, domain), fault.retryAfter)
}
