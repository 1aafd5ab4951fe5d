import type { CalendarEvent } from '../calendar/calendar.ts'
import type { Deadline } from '../deadline.ts'
import type { VendorFailure } from '../failure.ts'
import type { Booking } from './booking.ts'
import type { Step } from './advance-or-note.ts'
import { handOverOf } from './hand-over.ts'
import { mayStillMove, moveEvent } from './move-event.ts'
import { readEvent, type EventStanding } from './read-event.ts'
import type { BookDeps } from './request.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/** What settling needs of the world. */
export type SettleDeps = Pick<BookDeps, 'claims' | 'calendar' | 'handOvers' | 'clock' | 'note'>

/** Where a booking stands after a look: still `waiting`, or `left` to another process that is at it. */
export type Settled = 'booked' | 'handed_over' | 'waiting' | 'left'

const eventDeleted = 'the event is deleted'
const lookLeaseMs = 30_000
const nextLookMs = 20_000
const rarestLookMs = 3_600_000
const absentReads = 3
const absentForMs = 60_000
const unreadableForMs = 180_000

/**
 * Brings a row whose process died, or whose outcome nobody knows, to its end: in the calendar, or with
 * the broker. Google is asked unless the row names no event. Repeating is harmless.
 */
export async function settleBooking(
  booking: Booking,
  deps: SettleDeps,
  deadline: Deadline,
): Promise<Settled> {
  const lease = { state: booking.state, leaseUntil: deps.clock.now() + lookLeaseMs }
  const row = await advance(booking, lease, deps, deadline)
  if (!row) return 'left'
  if (row.eventId === undefined) {
    return toBroker(row, 'the process died before the hand-over', deps, deadline)
  }
  let standing: EventStanding
  try {
    standing = await readEvent(row, deps.calendar, { clientId: row.clientId, deadline })
  } catch (error) {
    return unreadable(row, vendorFailureOf(error, 'google'), deps, deadline)
  }
  if (standing.is === 'standing') return found(row, standing.event, deps, deadline)
  if (standing.is === 'absent') return absent(row, deps, deadline)
  const why = standing.is === 'cancelled' ? eventDeleted : 'the event id belongs to another event'
  return toBroker(row, why, deps, deadline)
}

/** A move is finished first; elsewhere the event's own time is what holds. */
async function found(
  row: Booking,
  event: CalendarEvent,
  deps: SettleDeps,
  deadline: Deadline,
): Promise<Settled> {
  const isMoveOpen =
    row.from !== undefined && (event.start !== row.slot.start || mayStillMove(event, row))
  if (!isMoveOpen) return inCalendar(row, event, deps, deadline)
  const moved = await moveEvent(row, {}, { ...deps, deadline })
  if (moved.ended === 'confirmed') return inCalendar(row, moved.event, deps, deadline)
  if (moved.ended === 'deleted') return toBroker(row, eventDeleted, deps, deadline)
  return unreadable(row, moved.failure, deps, deadline)
}

/** Hand-overs are recalled before the row ends: a death in between repeats both. */
async function inCalendar(
  row: Booking,
  { start, end }: CalendarEvent,
  deps: SettleDeps,
  deadline: Deadline,
): Promise<Settled> {
  const { id, clientId, requestKey, wish } = row
  const slot = { start, end }
  const tell = row.state === 'unknown'
  await deps.handOvers.inCalendar({ id, clientId, requestKey, slot, wish, tell }, deadline)
  const step = { state: 'booked', slot, from: null, leaseUntil: null, absent: null } as const
  return (await advance(row, step, deps, deadline)) ? 'booked' : 'left'
}

/** An insert may still land: only several reads over a minute say that there is no event. */
async function absent(row: Booking, deps: SettleDeps, deadline: Deadline): Promise<Settled> {
  const now = deps.clock.now()
  const before = row.absent && row.absent.reads > 0 ? row.absent : { since: now, reads: 0 }
  const seen = { since: before.since, reads: before.reads + 1 }
  if (seen.reads >= absentReads && now - seen.since >= absentForMs) {
    return toBroker(row, 'no answer of Google reached us, and there is no event', deps, deadline)
  }
  const step = { state: 'unknown', absent: seen, leaseUntil: now + nextLookMs } as const
  return (await advance(row, step, deps, deadline)) ? 'waiting' : 'left'
}

/**
 * Google cannot be asked: the broker is texted after three minutes, or at once when it is refused for
 * good, rather than hear nothing while the customer waits. The row stays unknown, and an event found
 * later is told.
 */
async function unreadable(
  row: Booking,
  failure: VendorFailure,
  deps: SettleDeps,
  deadline: Deadline,
): Promise<Settled> {
  const now = deps.clock.now()
  const seen = row.absent ?? { since: now, reads: 0 }
  const age = now - seen.since
  const isFinal = ['invalid_grant', 'unauthorized', 'refused'].includes(failure.kind)
  if (isFinal || age >= unreadableForMs) {
    await record(row, `Google cannot be asked: ${failure.kind}`, deps, deadline)
  }
  // Some can never be asked again: those are looked at ever more rarely.
  const wait = age < unreadableForMs ? nextLookMs : Math.min(age / 2, rarestLookMs)
  const step = { state: 'unknown', absent: seen, leaseUntil: now + wait } as const
  return (await advance(row, step, deps, deadline)) ? 'waiting' : 'left'
}

async function toBroker(
  row: Booking,
  why: string,
  deps: SettleDeps,
  deadline: Deadline,
): Promise<Settled> {
  await record(row, why, deps, deadline)
  const step = { state: 'handed_over', from: null, leaseUntil: null, absent: null } as const
  return (await advance(row, step, deps, deadline)) ? 'handed_over' : 'left'
}

async function record(row: Booking, why: string, deps: SettleDeps, deadline: Deadline) {
  const reason = { kind: 'failed', errorType: 'unknown_outcome', message: why } as const
  const receipt = await deps.handOvers.record(handOverOf(row, reason), deadline)
  if (!receipt.ok) deps.note({ hand_over: receipt.reason, booking: row.id })
}

async function advance(
  { id, clientId, version }: Booking,
  step: Step,
  { claims }: SettleDeps,
  deadline: Deadline,
): Promise<Booking | undefined> {
  const result = await claims.advance({ id, clientId, version, ...step }, deadline)
  return result.ok ? result.booking : undefined
}
