import type { CalendarEvent, EventChange } from '../calendar/calendar.ts'
import { VendorFailure } from '../failure.ts'
import type { Booking } from './booking.ts'
import { hasTimeToRepeat, oneTry } from './google-waits.ts'
import type { Writing, Written } from './insert-event.ts'
import { readEvent } from './read-event.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

const mostTries = 4

/**
 * Moves the booking's event to its slot. Each patch names the event it saw, so that one that arrives
 * late moves nothing. Confirmed by the event's own start; one that is to stay where it stands is written
 * all the same, or an earlier patch could still move it away. Never `failed`: an event that may stand
 * elsewhere is settled, not forgotten.
 */
export async function moveEvent(
  booking: Booking,
  change: EventChange,
  writing: Writing,
): Promise<Written> {
  for (let tries = 1; ; tries++) {
    const seen = await look(booking, writing)
    if ('ended' in seen) return seen
    const properties = { ...seen.properties, ...markOf(booking) }
    const wanted = { ...change, ...booking.slot, properties }
    const patched = await tryPatch(booking, wanted, seen, writing)
    if (!(patched instanceof VendorFailure)) return { ended: 'confirmed', event: patched }
    if (patched.kind === 'not_found' || patched.kind === 'gone') return { ended: 'deleted' }
    // Someone else's change, or an answer that never came: the event itself tells.
    const isOpen = patched.kind === 'conflict' || patched.mayHaveHappened
    const mayRepeat = tries < mostTries && hasTimeToRepeat(writing.deadline)
    if (!isOpen || !mayRepeat) return { ended: 'unknown', failure: patched }
  }
}

/** The event to move, or the end: it stands where it should, or is no more. */
async function look(
  booking: Booking,
  { calendar, deadline }: Writing,
): Promise<CalendarEvent | Written> {
  const call = { clientId: booking.clientId, deadline: oneTry(deadline) }
  try {
    const standing = await readEvent(booking, calendar, call)
    if (standing.is !== 'standing') return { ended: 'deleted' }
    const { event } = standing
    const isDone = isAtSlot(event, booking) && !mayStillMove(event, booking)
    return isDone ? { ended: 'confirmed', event } : event
  } catch (error) {
    return { ended: 'unknown', failure: vendorFailureOf(error, 'google') }
  }
}

async function tryPatch(
  booking: Booking,
  change: EventChange,
  { id, etag }: CalendarEvent,
  { calendar, deadline }: Writing,
): Promise<CalendarEvent | VendorFailure> {
  const call = { clientId: booking.clientId, deadline: oneTry(deadline) }
  const wanted = { ...change, ...(etag !== undefined && { onlyIf: etag }) }
  try {
    const event = await calendar.patch(booking.calendarId, id, wanted, call)
    return isAtSlot(event, booking) ? event : new VendorFailure('google', 'conflict')
  } catch (error) {
    return vendorFailureOf(error, 'google')
  }
}

/** True when the move goes back to where the event stands, and an earlier patch could still take it away. */
export function mayStillMove({ properties }: CalendarEvent, booking: Booking): boolean {
  const isBack = booking.from?.start === booking.slot.start
  return isBack && properties['move'] !== markOf(booking).move
}

/** What an event bears once it was written for this request: with it the etag changes, whatever else stays. */
function markOf({ requestKey, slot }: Booking): { move: string } {
  return { move: `${requestKey.slice(0, 100)} ${slot.start}` }
}

function isAtSlot({ start, end }: CalendarEvent, { slot }: Booking): boolean {
  return start === slot.start && end === slot.end
}
