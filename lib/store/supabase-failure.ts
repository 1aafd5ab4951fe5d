import { VendorFailure, type FailureKind } from '../failure.ts'
import { socketError } from '../socket-error.ts'

/** No answer: the deadline passed, or the connection failed. */
export function transportFailure(error: unknown, signal: AbortSignal): VendorFailure {
  if (signal.aborted) return new VendorFailure('supabase', 'timeout', { cause: error })
  return new VendorFailure('supabase', 'unreachable', { ...socketError(error), cause: error })
}

/**
 * An answer that is no success. `code` is PostgreSQL's (https://www.postgresql.org/docs/current/errcodes-appendix.html)
 * or PostgREST's (https://docs.postgrest.org/en/v12/references/errors.html); the message is not kept, for it
 * may quote the row.
 */
export function requestFailure(status: number, headers: Headers, body: string): VendorFailure {
  const code = codeIn(body) ?? String(status)
  const kind = kindOf(status, code)
  const retryAfter = Number(headers.get('retry-after'))
  return new VendorFailure('supabase', kind, {
    code,
    retryAfterMs: retryAfter > 0 ? retryAfter * 1000 : undefined,
    // PostgREST had no connection, or PostgreSQL undid the statement: nothing was written.
    mayHaveHappened: status >= 500 && !/^(PGRST00|57014|40|53|57P03|P0)/.test(code),
  })
}

function kindOf(status: number, code: string): FailureKind {
  if (/^(PGRST00|08|53|57P)/.test(code)) return 'unreachable'
  if (code === '57014' || status === 408) return 'timeout'
  if (code === '23505' || code === '23P01') return 'conflict'
  if (status === 401 || status === 403 || code === '42501') return 'unauthorized'
  if (status === 429) return 'rate_limited'
  if (status === 404) return 'not_found'
  // A 5xx without a code of PostgREST's or PostgreSQL's comes from in front of them.
  if (status >= 500) return code === String(status) && status !== 500 ? 'unreachable' : 'server'
  return 'refused'
}

function codeIn(body: string): string | undefined {
  try {
    const { code } = JSON.parse(body) as { code?: unknown }
    return typeof code === 'string' && /^[A-Z0-9]{5,10}$/.test(code) ? code : undefined
  } catch {
    return undefined
  }
}
