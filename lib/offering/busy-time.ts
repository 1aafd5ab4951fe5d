import type { Busy } from '../availability/types.ts'
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

/** Where busy time comes from; `booked` counts to the daily cap and is asked only where there is one. */
export type BusySources = {
  calendar: Calendar
  guarded?: GuardedTime
  booked?: GuardedTime
  /** Time that is the caller's own already. */
  own?: Interval
  deadline: Deadline
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
  const { calendar, guarded, booked, own, deadline } = sources
  const isCapped = client.settings.dailyCap !== undefined
  const calendars = [...new Set([client.calendarId, ...client.busyCalendars])]
  const [byCalendar, underWay, counted] = await Promise.all([
    calendar.busy(calendars, range, { clientId: client.id, deadline }),
    guarded ? guarded(client.id, range, deadline) : [],
    isCapped && booked ? booked(client.id, range, deadline) : [],
  ])
  const busy: Busy[] = [
    ...underWay.map((span) => ({ ...span, booking: true })),
    ...counted.map((span) => ({ ...span, booking: true })),
  ]
  for (const id of calendars) {
    const intervals = byCalendar.get(id)
    if (!intervals) throw new VendorFailure('google', 'not_found', { code: 'calendar_unknown' })
    for (const interval of intervals) busy.push(...(own ? without(interval, own) : [interval]))
  }
  return busy
}

/** What is left of an interval outside `own`. */
function without(interval: Interval, own: Interval): Interval[] {
  const before = { start: interval.start, end: Math.min(interval.end, own.start) }
  const after = { start: Math.max(interval.start, own.end), end: interval.end }
  return [before, after].filter(({ start, end }) => start < end)
}
