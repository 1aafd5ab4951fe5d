import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { meters } from '../metrics/meters.ts'
import { VendorFailure, type FailureKind } from '../failure.ts'

/** Waits before the retries, ms: 1, 2, 4 s. */
const waits = [1000, 2000, 4000]
/** No retry starts with less than this left: it could only end in a timeout. */
const usefulMs = 200
const passing: readonly FailureKind[] = ['rate_limited', 'server', 'unreachable']

/**
 * Repeats a call that changes nothing when repeated, while the failure may pass and the deadline
 * leaves room for the wait, which is the vendor's Retry-After when that is longer.
 */
export async function withRetries<T>(
  clock: Clock,
  deadline: Deadline,
  call: () => Promise<T>,
): Promise<T> {
  for (const wait of waits) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof VendorFailure) || !passing.includes(error.kind)) throw error
      const pause = Math.max(wait, error.retryAfterMs ?? 0)
      if (pause + usefulMs > deadline.remaining()) throw error
      meters().retried('google')
      await clock.sleep(pause)
    }
  }
  return call()
}
