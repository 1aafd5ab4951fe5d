import { advanceOrNote } from './advance-or-note.ts'
import type { BookAnswer, Booking } from './booking.ts'
import { followCurrent, repeatCurrent } from './current-booking.ts'
import { failedBecause, handOver, handOverUnclaimed } from './hand-over.ts'
import { canBeHad } from './judge-slot.ts'
import { insertBooking } from './place-booking.ts'
import type { HandOverReason } from './ports.ts'
import { readBusy, refuse, type BusyRead } from './refuse.ts'
import { beginFlow, type BookDeps, type BookRequest, type Flow } from './request.ts'
import { takeClaim, takeMove } from './take-claim.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'
import { waitFor } from './wait-for.ts'
import { isInFlight } from './in-flight.ts'

/**
 * Books one slot for one customer, at most once whatever fails, and answers by the deadline with
 * something true: booked (Google confirmed), handed over (durable, final), or not booked.
 */
export async function book(request: BookRequest, deps: BookDeps): Promise<BookAnswer> {
  const flow = beginFlow(request, deps)
  const byHand = request.byHand ?? unbookable(request)
  for (let tries = 0; tries < mostTries && flow.work.remaining() > 0; tries++) {
    const answer = await (byHand ? arrangeByHand(flow, byHand) : tryToBook(flow)).catch(
      (error: unknown) =>
        handOverUnclaimed(flow, failedBecause(vendorFailureOf(error, 'supabase'))),
    )
    if (answer !== 'again') return answer
  }
  return handOverUnclaimed(flow, outOfTime)
}

/**
 * The final answer this request got before, if it did and the claims can be asked: a repeat need not be
 * understood to be answered.
 */
export async function repeatedAnswer(
  request: Pick<BookRequest, 'client' | 'requestKey' | 'deadline'>,
  { claims, note }: Pick<BookDeps, 'claims' | 'note'>,
): Promise<BookAnswer | undefined> {
  const { client, requestKey, deadline } = request
  if (requestKey === undefined) return undefined
  try {
    const short = deadline.within(lookUpMs)
    // What another machine answered is found by the claim, should this be its repeat.
    const booking = await claims.find({ clientId: client.id, requestKey, here: true }, short)
    return booking?.answers[requestKey]
  } catch (error) {
    note({ repeated: vendorFailureOf(error, 'supabase').message })
    return undefined
  }
}

const lookUpMs = 1500
/** Each other request of the call may cost one; more would be a row nobody can agree on. */
const mostTries = 20

const outOfTime: HandOverReason = {
  kind: 'failed',
  errorType: 'google_api',
  message: 'no time left to book',
}

function unbookable({ client }: BookRequest): HandOverReason | undefined {
  if (!client.bookingEnabled) return { kind: 'booking_disabled' }
  return client.connection === 'connected' ? undefined : { kind: 'not_connected' }
}

async function tryToBook(flow: Flow): Promise<BookAnswer | 'again'> {
  if (!canBeHad(flow, []) && !(await isRepeat(flow))) {
    return refuse(flow, await readBusy(flow))
  }
  const [claim, busy] = await Promise.all([takeClaim(flow), readBusy(flow)])
  if (claim.ok) return bookClaimed(flow, claim.booking, busy)
  if ('by' in claim) return refuse(flow, busy, claim)
  if (claim.reason === 'known_request') return repeatRequest(flow, claim.booking)
  return followCurrent(flow, claim.booking, busy)
}

async function bookClaimed(flow: Flow, claimed: Booking, busy: BusyRead): Promise<BookAnswer> {
  if (!busy.ok) return handOver(flow, failedBecause(busy.failure), claimed)
  if (canBeHad(flow, busy.intervals)) return insertBooking(flow, claimed)
  await advanceOrNote(flow, claimed, { state: 'released', leaseUntil: null })
  return refuse(flow, busy)
}

/** The same request once more: its answer, or that of the try still under way. */
async function repeatRequest(flow: Flow, booking: Booking): Promise<BookAnswer | 'again'> {
  const answer = booking.answers[flow.requestKey]
  if (answer) return answer
  return isInFlight(booking) ? waitFor(flow, booking) : repeatCurrent(flow, booking)
}

/** No calendar to look into: the broker confirms. */
async function arrangeByHand(flow: Flow, reason: HandOverReason): Promise<BookAnswer | 'again'> {
  const claim = await takeClaim(flow, false)
  if (claim.ok) return handOver(flow, reason, claim.booking)
  if (claim.reason === 'known_request') return repeatRequest(flow, claim.booking)
  if (claim.reason !== 'call_has_booking') return handOverUnclaimed(flow, reason)
  const current = claim.booking
  if (isInFlight(current)) return waitFor(flow, current)
  if (current.slot.start === flow.slot.start) return repeatCurrent(flow, current)
  // An event keeps its row: the broker moves both.
  if (current.state !== 'handed_over') return handOverUnclaimed(flow, reason, current)
  const moved = await takeMove(flow, current, false)
  return moved.ok ? handOver(flow, reason, moved.booking) : handOverUnclaimed(flow, reason, current)
}

/** A time that can no longer be had is still the right answer to who booked it. */
async function isRepeat(flow: Flow): Promise<boolean> {
  const { deps, client, requestKey, callId, slot, work } = flow
  const query = { clientId: client.id, requestKey, ...(callId !== undefined && { callId }) }
  const known = await deps.claims.find(query, work)
  return known?.requestKey === requestKey || known?.slot.start === slot.start
}
