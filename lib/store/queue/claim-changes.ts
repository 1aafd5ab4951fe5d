import type { Booking } from '../../booking/booking.ts'
import type { Advance, Move, NewClaim } from '../../booking/ports.ts'
import type { Interval } from '../../interval.ts'

/** The row a new claim starts as. */
export function claimed(asked: NewClaim): Booking {
  const { rules: _rules, ...claim } = asked
  return { ...claim, state: 'claimed', version: 1, attempt: 1, answers: {}, conflict: false }
}

/** The row once its event is on the way to another time. */
export function moved(booking: Booking, move: Move): Booking {
  const { from: _from, absent: _absent, ...rest } = booking
  return {
    ...rest,
    requestKey: move.requestKey,
    slot: move.slot,
    guards: move.guards,
    ...(move.from ? { from: move.from } : {}),
    wish: move.wish,
    eventId: move.eventId,
    attempt: move.attempt,
    leaseUntil: move.leaseUntil,
    state: 'inserting',
    version: booking.version + 1,
  }
}

/** The row one step further: what the change leaves out stays, null clears. */
export function advanced(booking: Booking, change: Advance): Booking {
  const { answer, from, leaseUntil, absent, ...rest } = change
  const { from: oldFrom, leaseUntil: oldLease, absent: oldAbsent, ...stays } = booking
  const newFrom = kept(from, oldFrom)
  const newLease = kept(leaseUntil, oldLease)
  const newAbsent = kept(absent, oldAbsent)
  return {
    ...stays,
    ...rest,
    ...(newFrom ? { from: newFrom } : {}),
    ...(newLease === undefined ? {} : { leaseUntil: newLease }),
    ...(newAbsent ? { absent: newAbsent } : {}),
    answers: answer ? { ...booking.answers, [answer.requestKey]: answer.answer } : booking.answers,
    version: booking.version + 1,
  }
}

function kept<T>(change: T | null | undefined, old: T | undefined): T | undefined {
  return change === undefined ? old : (change ?? undefined)
}

/** A slot widened by what must stay free around it. */
export function withBuffers(slot: Interval, rules: NewClaim['rules']): Interval {
  return { start: slot.start - rules.bufferBeforeMs, end: slot.end + rules.bufferAfterMs }
}

/** True when a booking counts towards the cap of `day`: it starts there, or may still stand there. */
export function startsIn(day: Interval, { slot, from }: Booking): boolean {
  const inside = (at: number) => at >= day.start && at < day.end
  return inside(slot.start) || (from !== undefined && inside(from.start))
}
