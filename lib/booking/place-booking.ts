import { bookedAnswer, handedOverAnswer } from './answers.ts'
import { advanceOrNote } from './advance-or-note.ts'
import { deadlineIn } from '../deadline.ts'
import type { VendorFailure } from '../failure.ts'
import type { BookAnswer, Booking } from './booking.ts'
import { eventContent } from './event-content.ts'
import { eventId } from './event-id.ts'
import { failedBecause, handOver, handOverUnclaimed } from './hand-over.ts'
import { insertEvent, type Written } from './insert-event.ts'
import { moveEvent } from './move-event.ts'
import { leaseEnd, type Flow } from './request.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

const mostAttempts = 5
const recordMs = 3000

/** Puts a claimed booking into Google: the row names the event first, then it is inserted. */
export async function insertBooking(flow: Flow, claimed: Booking): Promise<BookAnswer> {
  const { deps, client, work } = flow
  const inserting = await startInserting(flow, claimed)
  if (!('id' in inserting)) return inserting
  const event = {
    ...eventContent(inserting, client),
    ...inserting.slot,
    id: inserting.eventId ?? '',
  }
  const writing = { calendar: deps.calendar, clock: deps.clock, deadline: work }
  const written = await insertEvent(inserting, event, writing)
  if (written.ended !== 'deleted') return conclude(flow, inserting, written)
  return insertBooking(flow, { ...inserting, attempt: inserting.attempt + 1 })
}

/** Moves the event of a booking whose new slot is claimed; a deleted event is inserted anew. */
export async function moveBooking(flow: Flow, moving: Booking): Promise<BookAnswer> {
  const { deps, client, work } = flow
  const { zone, description } = eventContent(moving, client)
  const writing = { calendar: deps.calendar, clock: deps.clock, deadline: work }
  const written = await moveEvent(moving, { zone, description }, writing)
  if (written.ended !== 'deleted') return conclude(flow, moving, written)
  return insertBooking(flow, { ...moving, attempt: moving.attempt + 1 })
}

/** Nothing is sent to Google before the row names the event: a process that dies then is settled by it. */
async function startInserting(flow: Flow, booking: Booking): Promise<Booking | BookAnswer> {
  const { deps, work } = flow
  const { id, clientId, version, attempt } = booking
  if (attempt > mostAttempts) {
    return handOver(flow, failedBecause(vendorFailureOf(undefined, 'google')), booking)
  }
  const named = eventId({
    clientId,
    of: booking.callId ?? booking.requestKey,
    start: booking.slot.start,
    attempt,
  })
  if (booking.eventId === named) return booking
  const leaseUntil = leaseEnd(flow)
  const step = { state: 'inserting', from: null, eventId: named, attempt, leaseUntil } as const
  try {
    const result = await deps.claims.advance({ id, clientId, version, ...step }, work)
    if (result.ok) return result.booking
    deps.note({ advance: result.reason, to: step.state })
    const reason = { kind: 'failed', errorType: 'supabase' } as const
    return handOverUnclaimed(flow, { ...reason, message: `claim ${result.reason}` }, booking)
  } catch (error) {
    return handOver(flow, failedBecause(vendorFailureOf(error, 'supabase')), booking)
  }
}

async function conclude(
  flow: Flow,
  booking: Booking,
  written: Exclude<Written, { ended: 'deleted' }>,
): Promise<BookAnswer> {
  if (written.ended === 'failed') return handOver(flow, failedBecause(written.failure), booking)
  if (written.ended === 'unknown') return leaveUnknown(flow, booking, written.failure)
  const isMoved = booking.from !== undefined && booking.from.start !== booking.slot.start
  const answer = bookedAnswer(booking.slot, flow, { moved: isMoved })
  flow.deps.after(() => recordBooked(flow, booking, answer))
  return answer
}

/**
 * Writes what Google confirmed, which is true whatever becomes of this: a row that does not hear of it is
 * settled. An earlier hand-over is void now, and recalled before the row says booked, so that a death in
 * between is settled too. Throws when either failed, for the log.
 */
async function recordBooked(flow: Flow, booking: Booking, answer: BookAnswer): Promise<void> {
  const { deps, requestKey, recalls } = flow
  const { id, clientId, version, slot, wish } = booking
  const deadline = deadlineIn(deps.clock, recordMs)
  const ofSlot = { id, clientId, requestKey, slot, wish, tell: false }
  const [recalled] = await Promise.allSettled([
    recalls ? deps.handOvers.inCalendar(ofSlot, deadline) : undefined,
  ])
  const step =
    recalled.status === 'fulfilled'
      ? ({ state: 'booked', from: null, leaseUntil: null } as const)
      : ({ state: 'unknown', leaseUntil: deps.clock.now() } as const)
  const change = { id, clientId, version, ...step, answer: { requestKey, answer } }
  const written = await deps.claims.advance(change, deadline)
  if (recalled.status === 'rejected') throw recalled.reason
  if (!written.ok) throw new Error(`the booked row was ${written.reason}`)
}

/** Handed over to the caller's ears; the cycle finds out, and sends the text only if there is no event. */
export async function leaveUnknown(
  flow: Flow,
  booking: Booking,
  failure?: VendorFailure,
): Promise<BookAnswer> {
  const { deps, requestKey } = flow
  if (failure) deps.note({ failure: failure.message })
  const answer = handedOverAnswer(booking.slot, flow)
  const leaseUntil = deps.clock.now()
  const step = { state: 'unknown', leaseUntil, answer: { requestKey, answer } } as const
  await advanceOrNote(flow, booking, step)
  return answer
}
