import type { BookAnswer, Wish } from '../booking/booking.ts'
import type { HandOver, HandOverReason, HandOvers } from '../booking/ports.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Interval } from '../interval.ts'
import { stableId } from '../stable-id.ts'
import { sayBooking } from '../time-request/sentences/say-booking.ts'
import { isoAt } from '../timezones.ts'
import { nothingBooked } from './nothing-booked.ts'

/** A request to book that can have no row: its time is not settled, or the client cannot be read. */
export type PassedOn = {
  clientId: string
  callId?: string | undefined
  requestKey?: string | undefined
  /** Known only from a token of ours. */
  slot?: Interval | undefined
  wish: Wish
  reason: HandOverReason
  /** Epoch ms. */
  now: number
  deadline: Deadline
}

/** What passing on needs; `note` tells the log why it could not be. */
export type PassOnDeps = {
  handOvers: HandOvers
  newId: () => string
  note: (fields: Record<string, string>) => void
}

/**
 * Gives a request into the broker's hands in the customer's own words; the same words of one call once.
 * Says so only when that is durable.
 */
export async function passOn(
  request: PassedOn,
  { handOvers, newId, note }: PassOnDeps,
): Promise<BookAnswer> {
  const { clientId, callId, requestKey, slot, wish, reason, now, deadline } = request
  const of = callId ?? requestKey
  const handOver: HandOver = {
    id: of === undefined ? newId() : stableId(clientId, of, slot?.start ?? wish.words ?? ''),
    clientId,
    wish,
    reason,
    ...(slot && { slot }),
    ...(callId !== undefined && { callId }),
  }
  try {
    const recorded = await handOvers.record(handOver, deadline)
    if (recorded.ok) return passedOn(request)
    note({ hand_over: recorded.reason })
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    note({ hand_over: error.message })
  }
  const message = sayBooking({ kind: 'not_arranged' }, { now, zone: wish.zone })
  return { ...nothingBooked(wish.zone), action: 'reject', reason: 'calendar_unavailable', message }
}

function passedOn({ slot, wish: { zone }, reason, now }: PassedOn): BookAnswer {
  const saying = slot
    ? ({ kind: 'handed_over', at: slot.start } as const)
    : ({ kind: 'passed_on' } as const)
  return {
    ...nothingBooked(zone),
    outcome: 'handed_over',
    start: slot ? isoAt(zone, slot.start) : null,
    end: slot ? isoAt(zone, slot.end) : null,
    action: 'done',
    reason: reason.kind === 'failed' ? 'calendar_unavailable' : reason.kind,
    message: sayBooking(saying, { now, zone, nameZone: true }),
  }
}
