import { VendorFailure } from '../failure.ts'
import { advanceOrNote } from './advance-or-note.ts'
import { standingAnswer } from './answers.ts'
import type { BookAnswer, Booking } from './booking.ts'
import { bookingSpans } from './booking-spans.ts'
import { failedBecause, handOver, handOverUnclaimed } from './hand-over.ts'
import { canBeHad, withoutOwn } from './judge-slot.ts'
import { insertBooking, leaveUnknown, moveBooking } from './place-booking.ts'
import { readEvent } from './read-event.ts'
import { refuse, type BusyRead } from './refuse.ts'
import type { Flow } from './request.ts'
import { takeMove } from './take-claim.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'
import { waitFor } from './wait-for.ts'
import { isInFlight } from './in-flight.ts'

/** The call has a booking already: the same start is the same success, another start moves it. */
export async function followCurrent(
  flow: Flow,
  current: Booking,
  busy: BusyRead,
): Promise<BookAnswer | 'again'> {
  if (isInFlight(current)) return waitFor(flow, current)
  if (current.slot.start === flow.slot.start) return repeatCurrent(flow, current)
  const own = current.state === 'handed_over' ? [] : bookingSpans(current)
  // Their own time is not in the way of what they ask for, but no other time to offer either.
  if (busy.ok && !canBeHad(flow, withoutOwn(busy.intervals, own))) return refuse(flow, busy)
  const moved = await takeMove(flow, current).catch((error: unknown) =>
    vendorFailureOf(error, 'supabase'),
  )
  if (moved instanceof VendorFailure) {
    return handOverUnclaimed(flow, failedBecause(moved), current)
  }
  if (moved.ok) return placeMoved({ ...flow, recalls: true }, current, moved.booking, busy)
  if (moved.reason === 'stale' || moved.reason === 'missing') return 'again'
  return refuse(flow, busy, moved)
}

/** The same request in other words: the same answer, and this request's own repeats will hear it too. */
export async function repeatCurrent(flow: Flow, current: Booking): Promise<BookAnswer | 'again'> {
  const { requestKey } = flow
  const answer = standingAnswer(current, flow)
  const step = { state: current.state, answer: { requestKey, answer } }
  const written = await advanceOrNote(flow, current, step)
  return written?.ok === false ? 'again' : answer
}

async function placeMoved(
  flow: Flow,
  before: Booking,
  moving: Booking,
  busy: BusyRead,
): Promise<BookAnswer> {
  if (before.state === 'handed_over') {
    return busy.ok
      ? insertBooking(flow, moving)
      : handOver(flow, failedBecause(busy.failure), moving)
  }
  // A text would leave the old event standing at the wrong hour: the cycle moves it.
  if (!busy.ok) return leaveUnknown(flow, moving, busy.failure)
  if (before.state === 'unknown' && !(await isStanding(flow, moving))) {
    return leaveUnknown(flow, moving)
  }
  return moveBooking(flow, moving)
}

async function isStanding({ deps, work }: Flow, booking: Booking): Promise<boolean> {
  const call = { clientId: booking.clientId, deadline: work }
  const standing = await readEvent(booking, deps.calendar, call).catch(() => undefined)
  return standing?.is === 'standing'
}
