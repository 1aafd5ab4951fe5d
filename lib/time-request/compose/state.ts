import type { DateSpec } from '../pieces/piece.ts'
import type { Exclusion, Group, TimeExpr } from './request.ts'
import type { Join } from './join.ts'

/** What the current clause does with the times in it. */
export type Mode = 'wish' | 'not' | 'except' | 'busy' | 'topic'

export type State = {
  mode: Mode
  groups: readonly Group[]
  exclusions: readonly Exclusion[]
  /** The exclusion being said. */
  refused: Group
  refusedJoin: Join
  join: Join
  /** Corrections still to be met by a date or a time. */
  correctsDate: boolean
  correctsTime: boolean
  /** After "so": an hour or a day replaces the one that was its reason. */
  concludesDate: boolean
  concludesTime: boolean
  /** The groups as they were when the clause began, for "Wednesday doesn't work". */
  before: readonly Group[]
  said: Group
  /** The date and time said last, wished for or not: what "that" points to. */
  mentioned: {
    date: readonly DateSpec[] | undefined
    time: TimeExpr | undefined
    in: Mode
  }
  /** Something said outside the phrase was pointed to; a time or date of its own meets it. */
  unmet: 'time' | 'date' | undefined
  /** A busy edge was turned into a wish: "I work until 5". */
  flipped: boolean
  approximate: boolean
  same: boolean
  open: boolean
  /** "every day". */
  daily: boolean
  vague: boolean
  unsure: boolean
  impossible: boolean
}

export const noJoin: Join = { link: 'none', last: 'none', correcting: false }
export const nothing: Group = { dates: [], times: [] }

/** Nothing said yet. */
export function freshState(): State {
  return {
    mode: 'wish',
    groups: [],
    exclusions: [],
    refused: nothing,
    refusedJoin: noJoin,
    join: noJoin,
    correctsDate: false,
    correctsTime: false,
    concludesDate: false,
    concludesTime: false,
    before: [],
    said: nothing,
    mentioned: { date: undefined, time: undefined, in: 'wish' },
    unmet: undefined,
    flipped: false,
    approximate: false,
    same: false,
    open: false,
    daily: false,
    vague: false,
    unsure: false,
    impossible: false,
  }
}

/** Closes what the clause excluded and starts the next. */
export function endClause(state: State, mode: Mode): State {
  const { refused } = state
  const any = refused.dates.length > 0 || refused.times.length > 0
  const except = state.mode === 'except'
  return {
    ...state,
    mode,
    exclusions: any ? [...state.exclusions, { ...refused, except }] : state.exclusions,
    refused: nothing,
    refusedJoin: noJoin,
    before: state.groups,
    said: nothing,
    flipped: false,
    approximate: false,
  }
}
