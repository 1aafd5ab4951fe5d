import type { EventChange } from '../calendar/calendar.ts'
import type { Booking } from './booking.ts'
import { oneTry, waitToRepeat } from './google-waits.ts'
import type { Writing, Written } from './insert-event.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/**
 * Moves the booking's event to its slot, repeating freely: a patch twice is a patch once. Confirmed by
 * the event's own start. Never `failed`: an event that may stand elsewhere is settled, not forgotten.
 */
export async function moveEvent(
  booking: Booking,
  change: EventChange,
  writing: Writing,
): Promise<Written> {
  for (let retry = 0; ; retry++) {
    const written = await tryPatch(booking, change, writing)
    if (written.ended !== 'unknown') return written
    const repeats = await waitToRepeat(written.failure, retry, writing).catch(() => false)
    if (!repeats) return written
  }
}

async function tryPatch(
  booking: Booking,
  change: EventChange,
  { calendar, deadline }: Writing,
): Promise<Written> {
  const call = { clientId: booking.clientId, deadline: oneTry(deadline) }
  const where = { ...change, start: booking.slot.start, end: booking.slot.end }
  try {
    const event = await calendar.patch(booking.calendarId, booking.eventId ?? '', where, call)
    if (event.status === 'cancelled') return { ended: 'deleted' }
    if (event.start === booking.slot.start) return { ended: 'confirmed', event }
    return { ended: 'unknown', failure: vendorFailureOf(undefined, 'google') }
  } catch (error) {
    const failure = vendorFailureOf(error, 'google')
    const isGone = failure.kind === 'not_found' || failure.kind === 'gone'
    return isGone ? { ended: 'deleted' } : { ended: 'unknown', failure }
  }
}
