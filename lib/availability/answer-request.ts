import type { Interval } from '../interval.ts'
import type { TimeRequest } from '../time-request/types.ts'
import { answerSpans, bestInside } from './answer-spans.ts'
import type { Busy, Offer, Settings, SlotReason } from './types.ts'
import type { WindowReason } from './window-reason.ts'

/** A time request and everything its answer depends on. Epoch ms. */
export type RequestQuery = {
  request: TimeRequest
  settings: Settings
  now: number
  busy: readonly Busy[]
  /** Where slots are looked for: `searchRange(…).slots`. */
  range: Interval
  /** The length asked for. */
  meetingMinutes: number
  /** IANA zone of the customer: half-days and round times are those of their clock. */
  zone: string
  /** Starts already refused in this call: never offered again. */
  refused: readonly number[]
  /** Times offered in other calls a moment ago: offered last. */
  held: readonly Interval[]
}

/** `closed`: the client's day has no hours at all; `outside_hours`: it has, but not then. */
export type AnswerReason = SlotReason | WindowReason | 'ambiguous' | 'not_understood'

/** What to say to a time request. */
export type RequestAnswer = {
  available: boolean
  reason: AnswerReason
  /** The one instant meant, when one was; free when `available`. */
  at?: number
  /** Length of the offers: another than asked when the asked one fits nowhere near. */
  meetingMinutes: number
  /** At most three, in the order to say them; none when `at` is available. */
  offers: Offer[]
}

/**
 * Answers a time request: whether what was asked can be had, why not, and the few times worth saying.
 * Doubtful words are answered `ambiguous`, with what is free among their readings; "whenever" with the
 * soonest times. Pure. Throws RangeError on an unknown zone.
 */
export function answerRequest(query: RequestQuery): RequestAnswer {
  const { request, meetingMinutes } = query
  const refusal = (reason: AnswerReason, offers: Offer[] = []) => ({
    available: false,
    reason,
    meetingMinutes,
    offers,
  })
  if (request.outcome === 'none') return refusal('not_understood')
  if (request.outcome === 'impossible') return refusal('nonexistent')
  if (request.outcome === 'past') return answerSpans(query, request.spans, false)
  if (request.outcome === 'ok') return answerSpans(query, request.spans, request.approximate)
  if (request.doubt === 'open') return answerSpans(query, [], false)
  return refusal('ambiguous', bestInside(query, request.candidates))
}
