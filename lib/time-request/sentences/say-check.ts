import { speakTime, speakTimes } from '../speak.ts'
import type { SpeakContext } from '../speak.ts'
import type { TimeRequest } from '../types.ts'
import { askWhich } from './ask-which.ts'
import { offerTimes, type Offered } from './offer-times.ts'
import { whyNot } from './why-not.ts'
import type { RefusalReason } from './why-not.ts'

/** Why a request goes to the broker instead of the calendar. */
export type HandOffReason = 'booking_disabled' | 'not_connected' | 'calendar_unavailable'

/** A check's outcome, as far as it is said aloud. Times are epoch ms. */
export type CheckSaying =
  | { kind: 'zone_unknown' }
  /** A length the client does not offer; `minutes` are those they do. */
  | { kind: 'length_unknown'; minutes: readonly number[] }
  | { kind: 'handoff'; reason: HandOffReason; at?: number }
  | ({
      kind: 'answered'
      request: TimeRequest
      available: boolean
      reason: 'free' | RefusalReason | 'ambiguous' | 'not_understood'
      /** The one instant meant, when one was. */
      at?: number
    } & Offered)

/**
 * The one sentence, or two short ones, the agent reads aloud after a check: at most one question, times in
 * the customer's zone, the zone named only when it differs from the client's or was guessed.
 */
export function sayCheck(saying: CheckSaying, context: SpeakContext): string {
  switch (saying.kind) {
    case 'zone_unknown':
      return 'Which city are you calling from, so I get the time right?'
    case 'length_unknown':
      return `The call can be ${speakLengths(saying.minutes)}. Which would you like?`
    case 'handoff':
      return sayHandOff(saying.reason, saying.at, context)
    case 'answered':
      return saying.available ? sayAvailable(saying, context) : sayUnavailable(saying, context)
  }
}

type Answered = Extract<CheckSaying, { kind: 'answered' }>

function sayAvailable(answered: Answered, context: SpeakContext): string {
  const { request, at } = answered
  if (at === undefined) return offerTimes(answered, context, 'best')
  const time = speakTime(at, { ...context, dated: request.readBack })
  if (!isAsked(request, at)) return `The closest I have is ${time}. Shall I book it?`
  return request.readBack
    ? `That would be ${time}, and it is free. Shall I book it?`
    : `${upper(time)} is free. Shall I book it?`
}

function sayUnavailable(answered: Answered, context: SpeakContext): string {
  const { request, reason, at } = answered
  if (reason === 'not_understood')
    return 'Sorry, I did not catch a time. What day and time would suit you?'
  if (reason === 'ambiguous') return sayAmbiguous(answered, context)
  if (reason === 'nonexistent') return sayNonexistent(request)
  const why = whyNot(reason === 'free' ? 'none' : reason, at, context)
  const after = at === undefined ? context : { ...context, after: at }
  return `${why} ${offerTimes(answered, after, 'better')}`
}

function sayAmbiguous(answered: Answered, context: SpeakContext): string {
  const { request } = answered
  return request.outcome === 'clarify'
    ? askWhich(request, context)
    : offerTimes(answered, context, 'best')
}

function sayNonexistent(request: TimeRequest): string {
  const why = request.outcome === 'impossible' ? request.why : 'no_such_clock'
  if (why === 'no_such_date') return 'That date is not on the calendar. Which day would suit you?'
  if (why === 'no_such_clock') return 'The clock has no such time. What time would suit you?'
  return 'The clocks go forward that night, so that hour is skipped. What other time would suit you?'
}

function sayHandOff(reason: HandOffReason, at: number | undefined, context: SpeakContext): string {
  const what = at === undefined ? 'your request' : `your request for ${speakTimes([at], context)}`
  return reason === 'calendar_unavailable'
    ? `I cannot see the calendar just now, so I will pass on ${what} to be confirmed with you.`
    : `I will pass on ${what}, and the broker will confirm it with you.`
}

/** False when an approximate wish is met by a time nearby. */
function isAsked(request: TimeRequest, at: number): boolean {
  return (
    request.outcome !== 'ok' ||
    !request.approximate ||
    request.spans.some(({ start }) => start === at)
  )
}

function speakLengths(minutes: readonly number[]): string {
  const [last = '', ...rest] = [...minutes].reverse().map(String)
  return rest.length === 0 ? `${last} minutes` : `${rest.reverse().join(', ')} or ${last} minutes`
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
