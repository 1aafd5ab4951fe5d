import type { Busy } from '../availability/types.ts'
import type { Booking } from '../booking/booking.ts'
import { withoutOwn } from '../booking/judge-slot.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Interval } from '../interval.ts'
import type { Client } from '../store/client.ts'

/** Time of other bookings that Google does not show yet. */
export type GuardedTime = (
  clientId: string,
  range: Interval,
  deadline: Deadline,
) => Promise<Interval[]>

/** The booking a call has already, if any. */
export type CurrentBooking = (
  call: { clientId: string; callId: string },
  deadline: Deadline,
) => Promise<Booking | undefined>

/** Where busy time comes from; `booked` counts to the daily cap and is asked only where there is one. */
export type BusySources = {
  calendar: Calendar
  guarded?: GuardedTime
  booked?: GuardedTime
  /** Time that is the caller's own already. */
  own?: readonly Interval[]
  deadline: Deadline
}

/** The calendars whose busy time counts: the one bookings go to, and the client's extra ones. */
export function blockingCalendars({ calendarId, busyCalendars }: Client): string[] {
  return [...new Set([calendarId, ...busyCalendars])]
}

/**
 * All the time that blocks a client: their booking calendar, the extra calendars, and bookings under
 * way, less `own`. Throws VendorFailure when any calendar's time is unknown: unknown is never free.
 */
export async function busyTime(
  client: Client,
  range: Interval,
  sources: BusySources,
): Promise<Busy[]> {
  const { calendar, guarded, booked, own = [], deadline } = sources
  const isCapped = client.settings.dailyCap !== undefined
  const calendars = blockingCalendars(client)
  const [byCalendar, underWay, counted] = await Promise.all([
    calendar.busy(calendars, range, { clientId: client.id, deadline }),
    guarded ? guarded(client.id, range, deadline) : [],
    isCapped && booked ? booked(client.id, range, deadline) : [],
  ])
  const isOthers = ({ start, end }: Interval) =>
    !own.some((span) => span.start === start && span.end === end)
  const bookings = [...underWay, ...counted].filter(isOthers)
  const busy: Busy[] = bookings.map((span) => ({ ...span, booking: true }))
  for (const id of calendars) {
    const intervals = byCalendar.get(id)
    if (!intervals) throw new VendorFailure('google', 'not_found', { code: 'calendar_unknown' })
    for (const interval of withoutOwn(intervals, own)) busy.push(interval)
  }
  return busy
}
