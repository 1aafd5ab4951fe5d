import type { AnswerReason } from '../availability/answer-request.ts'
import type { Offer } from '../availability/types.ts'
import { sayBooking } from '../time-request/sentences/say-booking.ts'
import type { RefusalReason } from '../time-request/sentences/why-not.ts'
import { speakTime, type SpeakContext } from '../time-request/speak.ts'
import { isoAt } from '../timezones.ts'
import { minutesOf, type Interval } from '../interval.ts'
import type { BookAnswer, Booking } from './booking.ts'
import type { HandOverReason } from './ports.ts'
import type { Flow } from './request.ts'

type Said = Pick<Flow, 'client' | 'wish' | 'deps' | 'nameZone'>

/** Google confirmed. `moved`: it stood at another time before. `minutes`: how long it is, where another length was asked for. */
export function bookedAnswer(
  slot: Interval,
  flow: Said,
  how: { moved?: boolean; minutes?: number | undefined } = {},
): BookAnswer {
  return {
    ...settled(slot, flow),
    outcome: 'booked',
    booked: true,
    reason: 'free',
    message: sayBooking({ kind: 'booked', at: slot.start, ...how }, speech(flow)),
  }
}

/** A hand-over is durable; after a failure the sentence is the owner's, otherwise the broker confirms. */
export function handedOverAnswer(
  slot: Interval,
  flow: Said,
  kind: HandOverReason['kind'] = 'failed',
): BookAnswer {
  const said = kind === 'failed' ? 'handed_over' : 'to_be_confirmed'
  const message = sayBooking({ kind: said, at: slot.start }, speech(flow))
  const reason = kind === 'failed' ? 'calendar_unavailable' : kind
  return { ...settled(slot, flow), outcome: 'handed_over', booked: false, reason, message }
}

/** Nobody could be reached, so nothing may be called set. */
export function notArrangedAnswer(flow: Flow): BookAnswer {
  return {
    ...unsettled(flow, []),
    action: 'reject',
    reason: 'calendar_unavailable',
    message: sayBooking({ kind: 'not_arranged' }, speech(flow)),
  }
}

/** The time cannot be had; the offers can. */
export function notBookedAnswer(flow: Flow, reason: AnswerReason, offers: Offer[]): BookAnswer {
  const said = {
    kind: 'not_booked',
    // Only instants are booked, and those are never ambiguous or beyond understanding.
    reason: reason as RefusalReason,
    at: flow.slot.start,
    offers: offers.map(({ start }) => start),
    minutes: otherLength(flow.slot, offers),
  } as const
  return {
    ...unsettled(flow, offers),
    action: offers.length > 0 ? 'suggest' : 'reject',
    reason,
    message: sayBooking(said, speech(flow)),
  }
}

/** How long the offered calls are, in minutes, when that is not what was asked. */
function otherLength(asked: Interval, [offer = asked]: readonly Interval[]): number | undefined {
  const minutes = minutesOf(offer)
  return minutes === minutesOf(asked) ? undefined : minutes
}

/** Times are said in the customer's zone, which is named when the client's clock differs, or when asked for. */
function speech({ client, wish, deps, nameZone }: Said): SpeakContext {
  const context = { now: deps.clock.now(), zone: wish.zone, otherZone: client.settings.zone }
  return nameZone ? { ...context, nameZone } : context
}

/** What a caller hears of a booking as it stands now: what was said of this time before, if it was. */
export function standingAnswer(booking: Booking, flow: Said & Pick<Flow, 'slot'>): BookAnswer {
  const said = { ...flow, wish: booking.wish }
  const minutes = otherLength(flow.slot, [booking.slot])
  if (booking.state === 'booked') return bookedAnswer(booking.slot, said, { minutes })
  const start = isoAt(booking.wish.zone, booking.slot.start)
  const before = Object.values(booking.answers).find((answer) => answer.start === start)
  return before ?? handedOverAnswer(booking.slot, said)
}

function settled(slot: Interval, { wish }: Said) {
  return {
    start: isoAt(wish.zone, slot.start),
    end: isoAt(wish.zone, slot.end),
    timezone: wish.zone,
    action: 'done',
    alternatives: [],
  } satisfies Partial<BookAnswer>
}

function unsettled(flow: Flow, offers: Offer[]) {
  const { wish, deps } = flow
  const alternatives = offers.map((offer) => ({
    start: isoAt(wish.zone, offer.start),
    end: isoAt(wish.zone, offer.end),
    spoken: speakTime(offer.start, speech(flow)),
    slot_token: deps.sealOffer(offer, flow),
  }))
  return {
    outcome: 'not_booked',
    booked: false,
    start: null,
    end: null,
    timezone: wish.zone,
    alternatives,
  } satisfies Partial<BookAnswer>
}
