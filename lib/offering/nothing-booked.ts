import type { BookAnswer } from '../booking/booking.ts'
import { sayBooking } from '../time-request/sentences/say-booking.ts'

/** What every answer says that settled no time. `timezone` is IANA. */
export function nothingBooked(timezone: string) {
  return {
    outcome: 'not_booked',
    booked: false,
    start: null,
    end: null,
    timezone,
    alternatives: [],
  } satisfies Partial<BookAnswer>
}

/** Asks for what book cannot do without: one exact time, or a number to call. `now` is epoch ms. */
export function missing(
  reason: 'phone_missing' | 'time_missing',
  timezone: string,
  now: number,
): BookAnswer {
  const message = sayBooking({ kind: reason }, { now, zone: timezone })
  return { ...nothingBooked(timezone), action: 'clarify', reason, message }
}
