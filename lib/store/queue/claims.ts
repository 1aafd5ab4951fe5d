import type { Booking } from '../../booking/booking.ts'
import { bookingSpans } from '../../booking/booking-spans.ts'
import type {
  Advance,
  AdvanceResult,
  ClaimResult,
  ClaimRules,
  LocalClaims,
  LocalWrite,
  NewClaim,
} from '../../booking/ports.ts'
import type { Interval } from '../../interval.ts'
import { bookingOperation } from '../booking-operation.ts'
import type { Pending } from '../queue.ts'
import { immediately, type Sqlite } from '../sqlite.ts'
import { advanced, claimed, moved, startsIn, withBuffers } from './claim-changes.ts'
import { claimRows, type ClaimRows } from './claim-rows.ts'
import { addWhereRoom } from './pending.ts'

/** The hard claims in the queue file: every write is one BEGIN IMMEDIATE, on the disk when it returns. */
export function sqliteClaims(db: Sqlite, pending: Pending): LocalClaims {
  const rows = claimRows(db)
  const enqueue = (booking: Booking) => addWhereRoom(pending, bookingOperation(booking, 'update'))
  const claim = immediately(db, (asked: NewClaim) => claimIn(rows, asked))
  const move = immediately(db, (asked: Parameters<LocalClaims['move']>[0]) => moveIn(rows, asked))
  const advance = immediately(db, (asked: Advance, how: LocalWrite | undefined) => {
    const result = advanceIn(rows, asked)
    if (result.ok && how?.queue) enqueue(result.booking)
    return result
  })
  const adopt = immediately(db, (booking: Booking, how: LocalWrite | undefined) => {
    const ours = rows.byId(booking.id)
    if (ours && ours.version >= booking.version) return
    rows.put(booking)
    if (how?.queue) enqueue(booking)
  })
  return {
    claim: async (asked) => claim(asked),
    move: async (asked) => move(asked),
    advance: async (asked, _, how) => advance(asked, how),
    adopt: async (booking, how) => adopt(booking, how),
    get: async (id) => rows.byId(id),
    async find({ clientId, requestKey, callId }) {
      const answered =
        requestKey === undefined ? undefined : rows.byRequest(clientId, requestKey)[0]
      if (answered) return answered
      return callId === undefined ? undefined : current(rows.byCall(clientId, callId))
    },
    async guarded(clientId, range) {
      return rows
        .touching(clientId, range)
        .filter((booking) => booking.state !== 'booked')
        .flatMap(bookingSpans)
        .filter((span) => span.end > range.start && span.start < range.end)
    },
    async booked(clientId, range) {
      return rows
        .touching(clientId, range)
        .filter(({ state }) => state === 'booked')
        .map(({ slot }) => slot)
    },
    due: async (now, limit) => rows.due(now, limit),
  }
}

function claimIn(rows: ClaimRows, asked: NewClaim): ClaimResult {
  const same = rows.byId(asked.id)
  if (same && same.clientId !== asked.clientId) throw new Error('A claim id names another client.')
  if (same) return { ok: true, booking: same }
  const known = rows.byRequest(asked.clientId, asked.requestKey)[0]
  if (known) return { ok: false, reason: 'known_request', booking: known }
  const ofCall = asked.callId && current(rows.byCall(asked.clientId, asked.callId))
  if (ofCall) return { ok: false, reason: 'call_has_booking', booking: ofCall }
  const booking = claimed(asked)
  const refusal = asked.guards ? noRoom(rows, booking, asked.rules) : undefined
  if (refusal) return refusal
  rows.put(booking)
  return { ok: true, booking }
}

function moveIn(
  rows: ClaimRows,
  asked: Parameters<LocalClaims['move']>[0],
): Awaited<ReturnType<LocalClaims['move']>> {
  const booking = rows.byId(asked.id)
  if (booking?.clientId !== asked.clientId) return { ok: false, reason: 'missing' }
  if (booking.version !== asked.version) return { ok: false, reason: 'stale', booking }
  const next = moved(booking, asked)
  const refusal = next.guards ? noRoom(rows, next, asked.rules) : undefined
  if (refusal) return refusal
  const from = next.from
  // The slot is free, but where the event still stands may not be, if it was not guarded before.
  next.conflict = next.guards && from !== undefined && others(rows, next, from).length > 0
  rows.put(next)
  return { ok: true, booking: next }
}

function advanceIn(rows: ClaimRows, change: Advance): AdvanceResult {
  const booking = rows.byId(change.id)
  if (booking?.clientId !== change.clientId) return { ok: false, reason: 'missing' }
  if (booking.version !== change.version) return { ok: false, reason: 'stale', booking }
  const next = advanced(booking, change)
  // A slot given here was read from Google: it is so, and is never refused.
  if (change.slot && next.guards) next.conflict = others(rows, next, change.slot).length > 0
  rows.put(next)
  return { ok: true, booking: next }
}

/** Why the rules leave no room for a booking's slot; its own row never stands in its way. */
function noRoom(rows: ClaimRows, booking: Booking, rules: ClaimRules) {
  const by = others(rows, booking, withBuffers(booking.slot, rules))
  if (by.length > 0) return { ok: false as const, reason: 'taken' as const, by }
  const { cap } = rules
  if (!cap) return undefined
  const thatDay = others(rows, booking, cap.day).filter((other) => startsIn(cap.day, other))
  if (thatDay.length < cap.max) return undefined
  return { ok: false as const, reason: 'day_full' as const, by: thatDay }
}

function others(rows: ClaimRows, booking: Booking, range: Interval): Booking[] {
  return rows.touching(booking.clientId, range).filter((other) => other.id !== booking.id)
}

/** Of a call's rows the one without conflict, for there can be one more through an outage. */
function current(ofCall: Booking[]): Booking | undefined {
  return ofCall.find((booking) => !booking.conflict) ?? ofCall[0]
}
