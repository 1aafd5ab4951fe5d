import type { Interval } from '../interval.ts'

/** What `read` must know besides the words. */
export type ReadContext = {
  /** Epoch ms. */
  now: number
  /** IANA zone the words are read in: the customer's. */
  zone: string
  /** IANA zone of the client: what "your time" means. */
  clientZone: string
  /** The client's call hours, which decide a bare hour's am or pm. */
  hours: CallHours
}

/** Earliest opening and latest closing of the client's day, in minutes after midnight of the client's zone. */
export type CallHours = { open: number; close: number }

/** One time meant: an instant when there is no `end`, else the half-open span `[start, end)`. Epoch ms. */
export type TimeSpan = { start: number; end?: number }

/** What every reading carries, whatever its outcome. */
export type Heard = {
  /** The IANA zone the times were meant in. */
  zone: string
  /** True when the customer named a zone or place. */
  zoneNamed: boolean
  /** "around", "-ish": near enough is good enough. */
  approximate: boolean
  /** True when the reading rests on a convention worth saying back ("next Friday"). */
  readBack: boolean
  /** The customer's words that were used, in their order. */
  words: string[]
}

/** Why a time cannot be settled without asking. */
export type Doubt =
  | 'open' // whenever, soon, asap: anything goes
  | 'vague' // in a bit, a few days
  | 'same_weekday' // "Friday" said on a Friday
  | 'am_or_pm'
  | 'day_and_date_differ' // Tuesday the 5th, when the 5th is a Thursday
  | 'two_readings' // 3/4; next week or the week after
  | 'repeated_hour' // the autumn hour that comes twice
  | 'past_clock' // "at 9" said at 10, no day named

/** Why no such time exists. */
export type Impossible = 'no_such_date' | 'no_such_clock' | 'spring_gap'

/** What the customer's words mean. `spans` are in time order, exclusions already subtracted. */
export type TimeRequest =
  | (Heard & { outcome: 'ok'; spans: TimeSpan[] })
  | (Heard & { outcome: 'clarify'; doubt: Doubt; candidates: TimeSpan[] })
  | (Heard & { outcome: 'past'; spans: TimeSpan[] })
  | (Heard & { outcome: 'impossible'; why: Impossible })
  | (Heard & { outcome: 'none' })

/** A reader of spoken times. Pure; never throws, whatever the words. */
export type Read = (words: string, context: ReadContext) => TimeRequest

/** True for a span that has an end. */
export function isWindow(span: TimeSpan): span is Interval {
  return span.end !== undefined
}
