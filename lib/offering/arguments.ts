import * as v from 'valibot'
import { textAt, textOrNumberAt } from '../retell/call.ts'

/** The longest phrase read; what a person says in one breath is far shorter. */
const maxWords = 2000
const longestZone = 100

/**
 * What a language model wrote into the arguments, as far as it is usable: models send numbers as text,
 * empty strings and nulls for what they do not know. Nothing here is ever refused; `given` values that
 * mean nothing stay visible, so that the customer can be asked.
 */
export type TimeArguments = {
  /** The customer's words for a time. */
  words?: string
  /** Minutes; NaN when something was given that is no length. */
  meetingMinutes?: number
  /** Where the customer is, in whatever words. */
  zone?: string
}

/** Reads `requested_time_string`, `meeting_length` and `customer_timezone`. */
export function timeArguments(args: Record<string, unknown>): TimeArguments {
  const words = cut(textOrNumberAt(args, 'requested_time_string'), maxWords)
  const length = textOrNumberAt(args, 'meeting_length')
  const zone = cut(textAt(args, 'customer_timezone'), longestZone)
  return {
    ...(words !== undefined && { words }),
    ...(length !== undefined && { meetingMinutes: minutesIn(length) }),
    ...(zone !== undefined && { zone }),
  }
}

/** The schema of check-availability's arguments. */
export const CheckAvailabilityBody = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform(timeArguments),
)

/** The beginning of a text. Half of a surrogate pair, which no store takes, becomes U+FFFD. */
export function cut(text: string | undefined, length: number): string | undefined {
  return text?.slice(0, length).toWellFormed()
}

function minutesIn(text: string): number {
  const match = /^(\d{1,4})(?:\.0+)?\s*(m|min|mins|minutes?|h|hrs?|hours?)?\.?$/i.exec(text)
  if (!match) return Number.NaN
  return Number(match[1]) * (/^h/i.test(match[2] ?? '') ? 60 : 1)
}
