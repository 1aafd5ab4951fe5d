import { systemClock, type Clock } from '../clock.ts'
import { config } from '../config.ts'
import type { Deadline } from '../deadline.ts'
import { perHost } from '../host.ts'
import { bookings, type Bookings } from '../store/bookings.ts'
import { failureLogs, type FailureLogs } from '../store/failure-logs.ts'
import { oauthStates, type OauthStates } from '../store/oauth-states.ts'
import type { Queue } from '../store/queue.ts'
import { hostSupabase } from '../store/supabase.ts'

const dayMs = 86_400_000
const everyMs = 3_600_000

/** Every place that holds personal data, and what erases it there. */
export type RetentionPlaces = {
  bookings: Pick<Bookings, 'erasePersonalData'>
  failures: Pick<FailureLogs, 'erasePayloads'>
  states: Pick<OauthStates, 'removeExpired'>
  queue?: Pick<Queue, 'forget'> | undefined
}

/** Erases personal data older than `days`, and consents that expired, everywhere. Throws VendorFailure('supabase', …) when a place could not be reached; may be repeated. */
export async function enforceRetention(
  places: RetentionPlaces,
  { now, days }: { now: number; days: number },
  deadline: Deadline,
): Promise<void> {
  const before = now - days * dayMs
  places.queue?.forget(before)
  await places.bookings.erasePersonalData(before, deadline)
  await places.failures.erasePayloads(before, deadline)
  await places.states.removeExpired(now - dayMs, deadline)
}

/** Retention by the clock: erases at the first call, then once an hour whatever became of the last try. */
export function hourlyRetention(
  places: RetentionPlaces,
  { clock, days }: { clock: Clock; days: number },
): (deadline: Deadline) => Promise<void> {
  let next = 0
  return async (deadline) => {
    const now = clock.now()
    if (now < next) return
    next = now + everyMs
    await enforceRetention(places, { now, days }, deadline)
  }
}

/** The process's retention, for each round of the cycle. */
export const retention = perHost((queue) => {
  const db = hostSupabase(queue ? { queue } : {})
  const places = {
    bookings: bookings(db),
    failures: failureLogs(db),
    states: oauthStates(db),
    queue,
  }
  return hourlyRetention(places, { clock: systemClock, days: config().RETENTION_DAYS })
})
