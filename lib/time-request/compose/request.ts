import type {
  BoundPiece,
  ClockZone,
  ClockPiece,
  DateSpec,
  MomentPiece,
  PartPiece,
  WindowPiece,
} from '../pieces/piece.ts'

/** One time of day as said: its members narrow each other ("Thursday afternoon but before 3"). */
export type TimeExpr = {
  clock?: ClockPiece
  part?: PartPiece
  window?: WindowPiece
  bounds: readonly BoundPiece[]
  moment?: MomentPiece
  /** The time of day it is now: "same time on Monday". */
  same?: boolean
  approximate?: boolean
  zone?: ClockZone
  /** The same moment as the time before it, by another zone's clock: "noon Pacific, which is 3 Eastern". */
  apposed?: boolean
}

/** Dates and times that belong together: each date (said in parts) takes each time. */
export type Group = {
  dates: readonly (readonly DateSpec[])[]
  times: readonly TimeExpr[]
  /** "Tuesday any time": no hour said later belongs to it. */
  whole?: boolean
}

/** What is not wanted. `except` said so of a wider wish; otherwise the words only refused it. */
export type Exclusion = Group & { except: boolean }

/** The words in order: alternatives, what is excluded, and what was said without a time. */
export type Composed = {
  groups: readonly Group[]
  exclusions: readonly Exclusion[]
  open: boolean
  /** "every day at 5": a clock without a date is each day's. */
  daily: boolean
  vague: boolean
  unsure: boolean
  /** Points to something said outside the phrase. */
  unmet: 'time' | 'date' | undefined
  impossible: boolean
}
