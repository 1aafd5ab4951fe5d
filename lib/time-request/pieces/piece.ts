import type { Day } from '../calendar.ts'
import type { Amount } from './amount.ts'
import type { Doubt, Impossible } from '../types.ts'

/** Whole days, half-open. */
export type Days = { from: Day; to: Day }

/** A date as said, before it is placed on the calendar. */
export type DateSpec =
  /** Placed: "tomorrow", "next week". `fromNow`: today is what is left of it ("by Friday"). `isEnd`: "the end of", so that before it means up to its last day. `monday` of a week lets "Monday" narrow it; `month` lets "the 15th". */
  | {
      type: 'days'
      spans: Days[]
      unit: 'day' | 'week' | 'month' | 'year' | 'span'
      readBack?: boolean
      fromNow?: boolean
      isEnd?: boolean
      monday?: Day
      first?: Day
    }
  | { type: 'weekday'; weekday: number; how: WeekdayHow }
  /** "weekdays", "weekends": narrows a span, else the next seven days. */
  | { type: 'filter'; weekdays: readonly number[] }
  | { type: 'dayOfMonth'; day: number; month?: number; year?: number }
  /** "the third Monday", its month still to come. */
  | { type: 'nth'; nth: number; weekday: number }
  /** "3/4": two dates. */
  | { type: 'either'; readings: { day: number; month: number; year?: number }[] }
  | { type: 'impossible'; why: Impossible }

export type WeekdayHow =
  | 'plain'
  | 'this'
  | 'coming'
  | 'next'
  | 'last'
  | 'every'
  | 'afterNext'
  | 'weekOn'
  | 'fortnightOn'

/** The halves of the day a part of the day or "pm" allows. */
export type Half = 'am' | 'pm'

/** A clock reading: the minutes of the day it may mean, the likelier first. */
export type ClockPiece = { k: 'clock'; options: readonly number[]; half?: Half }

/** A part of the day, in minutes. `every` when said in the plural. */
export type PartPiece = {
  k: 'part'
  name: string
  start: number
  end: number
  half?: Half
  every?: boolean
  /** "early" before a day: joins the part that follows, if any. */
  modifier?: 'early' | 'late'
}

/** A time-of-day window between two clocks or parts; `endZone`: the end is by another zone's clock than the start. */
export type WindowPiece = { k: 'window'; start: TimePoint; end: TimePoint; endZone?: string }

/** An edge: after, before, until, by. `wasClock`: first said as an hour of its own ("I start at 9, so before that"). */
export type BoundPiece = {
  k: 'bound'
  side: Side
  point: TimePoint
  wasClock?: boolean
  /** Said as the end of what is busy: "I start at 8 and finish at 4". */
  freed?: boolean
}
export type Side = 'from' | 'to' | 'by'
export type TimePoint = ClockPiece | PartPiece | { k: 'now' }

/** A moment or span placed already: "in two hours", "within the hour"; `or` a second: "in an hour or two". Epoch ms. */
export type MomentPiece = { k: 'moment'; start: number; end?: number; or?: number }

/** "an hour later", "a day before that": counted from what was said before; `alone` is what it means with nothing before it. */
export type ShiftPiece = {
  k: 'shift'
  amount: Amount
  sign: 1 | -1
  alone?: DateSpec | MomentPiece
}

export type Op =
  | 'or'
  | 'and'
  | 'to'
  | 'between'
  | 'from'
  | 'after'
  | 'before'
  | 'until'
  | 'by'
  | 'on'
  | 'not'
  | 'except'
  | 'but'
  | 'so'
  | 'hence'
  | 'betweenThat'
  | 'correct'
  | 'busy'
  | 'bad'
  | 'topic'
  | 'aside'
  | 'meal'
  | 'respectively'
  | 'orLater'
  | 'orEarlier'
  | 'at'
  | 'same'
  | 'instead'
  | 'moving'
  | 'afterThat'
  | 'beforeThat'
  | 'thatDay'
  | 'unmet'
  | 'anyday'
  | 'otherwise'
  | 'badThat'
  | 'open'
  | 'approx'
  | 'like'
  | 'vague'
  | 'done'
  | 'unsure'
  | 'offer'
  | 'comma'
  | 'stop'
  | 'word'

export type Piece =
  /** `flip`: what it means of a busy time: "away until the 15th" leaves the days after. */
  (
    | { k: 'date'; spec: DateSpec; flip?: DateSpec }
    | ClockPiece
    | PartPiece
    | WindowPiece
    | BoundPiece
    | MomentPiece
    /** A bare number that may be an hour, with minutes when two numbers stand together. */
    | { k: 'number'; value: number; minute?: number; digits: number }
    | { k: 'now' }
    | ShiftPiece
    | { k: 'vague'; doubt: Doubt }
    | { k: 'impossible'; why: Impossible }
    | { k: 'op'; op: Op }
  ) &
    Placed

/** Where a piece stands among the tokens; `approximate` for "around three", "threeish". */
export type Placed = { from: number; to: number; approximate?: boolean; zone?: ClockZone }

/** The zone said with a clock where several were named; `other`: the second clock its region's name may mean. */
export type ClockZone = { zone: string; other?: string }

/** What a rule found: a piece and the token after it. */
export type Found = { piece: PieceBody; next: number; approximate?: boolean } | undefined
export type PieceBody = Piece extends infer P
  ? P extends Piece
    ? Omit<P, keyof Placed>
    : never
  : never
