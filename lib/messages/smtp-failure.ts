import type { Deadline } from '../deadline.ts'
import { VendorFailure, type FailureKind } from '../failure.ts'

/** Whatever nodemailer threw, in our words (https://nodemailer.com/errors). */
export function smtpFailure(error: unknown, deadline: Deadline): VendorFailure {
  const { code, responseCode, syscall } = error as {
    code?: string
    responseCode?: number
    syscall?: string
  }
  return new VendorFailure('smtp', kindOf(code, responseCode, deadline), {
    code: responseCode ? String(responseCode) : code,
    // An answer is a no; a connection never made carried nothing. Anything else may have gone out.
    mayHaveHappened: !responseCode && syscall !== 'connect' && code !== 'EDNS',
    cause: error,
  })
}

function kindOf(
  code: string | undefined,
  responseCode: number | undefined,
  deadline: Deadline,
): FailureKind {
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'unauthorized'
  if (responseCode === 421 || responseCode === 450 || responseCode === 451) return 'rate_limited'
  if (responseCode !== undefined && responseCode >= 500) return 'refused'
  if (responseCode !== undefined) return 'server'
  if (code === 'ETIMEDOUT' || deadline.signal.aborted) return 'timeout'
  if (code === 'EENVELOPE') return 'refused'
  return 'unreachable'
}
