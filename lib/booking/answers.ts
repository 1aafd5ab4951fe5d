import type { AnswerReason } from '../availability/answer-request.ts'
import type { Offer } from '../availability/types.ts'
import { isoAt } from '../timezones.ts'
import type { Interval } from '../interval.ts'
import type { BookAnswer, Booking } from './booking.ts'
import type { HandOverReason } from './ports.ts'
import type { Flow } from './request.ts'

type Said = Pick<Flow, 'client' | 'wish' | 'deps'>

/** Google confirmed. */
export function bookedAnswer(slot: Interval, flow: Said): BookAnswer {
  return {
    ...settled(slot, flow),
    outcome: 'booked',
    booked: true,
    reason: 'free',
    message: `You're booked for ${flow.deps.speakTimes([slot.start], flow)}.`,
  }
}

/** A hand-over is durable; after a failure the sentence is the owner's, otherwise the broker confirms. */
export function handedOverAnswer(
  slot: Interval,
  flow: Said,
  kind: HandOverReason['kind'] = 'failed',
): BookAnswer {
  const time = flow.deps.speakTimes([slot.start], flow)
  const message =
    kind === 'failed'
      ? `Your call is set for ${time}.`
      : `I've passed on your request for ${time}. The broker will confirm it with you.`
  const reason = kind === 'failed' ? 'calendar_unavailable' : kind
  return { ...settled(slot, flow), outcome: 'handed_over', booked: false, reason, message }
}

/** Nobody could be reached, so nothing may be called set. */
export function notArrangedAnswer(flow: Flow): BookAnswer {
  return {
    ...unsettled(flow, []),
    action: 'reject',
    reason: 'calendar_unavailable',
    message: "I'm sorry, that call could not be arranged just now. Please try again later.",
  }
}

/** The time cannot be had; the offers can. */
export function notBookedAnswer(flow: Flow, reason: AnswerReason, offers: Offer[]): BookAnswer {
  const speak = (times: number[]) => flow.deps.speakTimes(times, flow)
  const starts = offers.map((offer) => offer.start)
  const question = starts.length > 1 ? 'Which works better?' : 'Does that work?'
  const instead =
    starts.length > 0 ? `I have ${speak(starts)}. ${question}` : 'What other time would suit you?'
  return {
    ...unsettled(flow, offers),
    action: starts.length > 0 ? 'suggest' : 'reject',
    reason,
    message: `${whyNot(speak([flow.slot.start]), reason)} ${instead}`,
  }
}

/** What a caller hears of a booking as it stands now: what was said of this time before, if it was. */
export function standingAnswer(booking: Booking, flow: Said): BookAnswer {
  const said = { ...flow, wish: booking.wish }
  if (booking.state === 'booked') return bookedAnswer(booking.slot, said)
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
    spoken: deps.speakTimes([offer.start], flow),
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

/** The rest of `<time> …`, where there is something truer to say than that it is no longer free. */
const because: Partial<Record<AnswerReason, string>> = {
  past: 'has already passed',
  too_soon: 'is too soon',
  too_far: 'is too far ahead',
  closed: 'is on a day without calls',
  outside_hours: 'is outside the hours for calls',
  day_full: 'is on a day that is full',
  off_grid: 'is not a time I can offer',
}

function whyNot(time: string, reason: AnswerReason): string {
  const said = `${time} ${because[reason] ?? 'is no longer free'}.`
  return said.charAt(0).toUpperCase() + said.slice(1)
}
