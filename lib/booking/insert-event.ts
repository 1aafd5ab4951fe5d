import type { Calendar, CalendarEvent, NewEvent } from '../calendar/calendar.ts'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { VendorFailure } from '../failure.ts'
import type { Booking } from './booking.ts'
import { oneTry, waitToRepeat } from './google-waits.ts'
import { readEvent } from './read-event.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/**
 * How a write to Google ended: confirmed by Google; the id or event is a deleted one; certainly without
 * effect; or nobody knows.
 */
export type Written =
  | { ended: 'confirmed'; event: CalendarEvent }
  | { ended: 'deleted' }
  | { ended: 'failed'; failure: VendorFailure }
  | { ended: 'unknown'; failure: VendorFailure }

/** What a write to Google needs. */
export type Writing = { calendar: Calendar; clock: Clock; deadline: Deadline }

/**
 * Inserts under the booking's own id until Google says yes or no, or time is up. After an answer that
 * never came it looks before it repeats: Google does not promise to notice a repeated id.
 */
export async function insertEvent(
  booking: Booking,
  event: NewEvent,
  writing: Writing,
): Promise<Written> {
  let mayBeThere = false
  for (let retry = 0; ; retry++) {
    const failure = await tryInsert(booking, event, writing)
    if (!('kind' in failure)) return { ended: 'confirmed', event: failure }
    if (failure.kind === 'conflict') return readTaken(booking, failure, writing)
    mayBeThere ||= failure.mayHaveHappened
    const verdict = { ended: mayBeThere ? 'unknown' : 'failed', failure } as const
    const repeats = await waitToRepeat(failure, retry, writing).catch(() => false)
    if (!repeats) return verdict
    if (!mayBeThere) continue
    const standing = await look(booking, writing)
    if (standing?.is === 'standing') return { ended: 'confirmed', event: standing.event }
    if (standing?.is === 'cancelled') return { ended: 'deleted' }
    if (standing?.is === 'foreign') return { ended: 'failed', failure }
    // Absent proves nothing so soon: the same id goes again.
  }
}

async function tryInsert(
  booking: Booking,
  event: NewEvent,
  { calendar, deadline }: Writing,
): Promise<CalendarEvent | VendorFailure> {
  const call = { clientId: booking.clientId, deadline: oneTry(deadline) }
  try {
    return await calendar.insert(booking.calendarId, event, call)
  } catch (error) {
    return vendorFailureOf(error, 'google')
  }
}

/** The id is taken: by our own insert, by an event of ours since deleted, or by another's. */
async function readTaken(
  booking: Booking,
  failure: VendorFailure,
  writing: Writing,
): Promise<Written> {
  const standing = await look(booking, writing)
  if (standing?.is === 'standing') return { ended: 'confirmed', event: standing.event }
  if (standing?.is === 'cancelled') return { ended: 'deleted' }
  return { ended: standing?.is === 'foreign' ? 'failed' : 'unknown', failure }
}

async function look(booking: Booking, { calendar, deadline }: Writing) {
  const call = { clientId: booking.clientId, deadline: oneTry(deadline) }
  return readEvent(booking, calendar, call).catch(() => undefined)
}
