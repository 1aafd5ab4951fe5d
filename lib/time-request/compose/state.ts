import type { Exclusion, Group } from './request.ts'
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
  /** The groups as they were when the clause began, for "Wednesday doesn't work". */
  before: readonly Group[]
  said: Group
  /** A busy edge was turned into a wish: "I work until 5". */
  flipped: boolean
  approximate: boolean
  same: boolean
  open: boolean
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
    before: [],
    said: nothing,
    flipped: false,
    approximate: false,
    same: false,
    open: false,
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
