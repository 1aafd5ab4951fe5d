import { DeadlineError } from '../deadline.ts'
import { VendorFailure, type FailureKind } from '../failure.ts'
import { socketError } from '../socket-error.ts'

/** Whatever a call to Twilio threw, in our words. Codes: https://www.twilio.com/docs/api/errors */
export function twilioFailure(error: unknown): VendorFailure {
  const { status, code } = error as { status?: number; code?: number }
  if (typeof status !== 'number') return withoutAnswer(error)
  return new VendorFailure('twilio', kindOf(status), {
    code: String(code ?? status),
    cause: error,
  })
}

function withoutAnswer(error: unknown): VendorFailure {
  if (error instanceof VendorFailure) return error
  if (error instanceof DeadlineError) {
    return new VendorFailure('twilio', 'timeout', { cause: error })
  }
  return new VendorFailure('twilio', 'unreachable', { ...socketError(error), cause: error })
}

function kindOf(status: number): FailureKind {
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'server'
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 404) return 'not_found'
  return 'refused'
}
