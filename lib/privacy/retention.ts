import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { Queue } from '../store/queue.ts'
import type { Bookings } from '../store/bookings.ts'
import type { FailureLogs } from '../store/failure-logs.ts'
import type { OauthStates } from '../store/oauth-states.ts'

/** What erasing personal data needs. */
export type RetentionParts = {
  failureLogs: Pick<FailureLogs, 'erasePayloads'>
  bookings: Pick<Bookings, 'erasePersonalData'>
  consents: Pick<OauthStates, 'removeExpired'>
  queue?: Pick<Queue, 'forget'>
  clock: Clock
  /** Personal data older than this goes. */
  days: number
}

const dayMs = 86_400_000

/**
 * Erases personal data that is too old, once a day of this process: what failure logs and bookings say of
 * customers, consents never finished, and what ended in the queue file. Gives true when it did. Throws VendorFailure('supabase', …),
 * and tries again next time.
 */
export function retention(parts: RetentionParts): (deadline: Deadline) => Promise<boolean> {
  let nextAt = 0
  return async (deadline) => {
    const now = parts.clock.now()
    if (now < nextAt) return false
    const before = now - parts.days * dayMs
    parts.queue?.forget(before)
    await parts.failureLogs.erasePayloads(before, deadline)
    await parts.bookings.erasePersonalData(before, deadline)
    // Kept for a day, so that a late browser is still told what happened.
    await parts.consents.removeExpired(now - dayMs, deadline)
    nextAt = now + dayMs
    return true
  }
}
