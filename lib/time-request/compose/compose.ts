import type { Base } from '../base.ts'
import type { BoundPiece, DateSpec, Op, Piece, TimePoint } from '../pieces/piece.ts'
import { addDate, addTime, timeOf } from './add.ts'
import type { Join } from './add.ts'
import type { Composed, Exclusion, Group, TimeExpr } from './request.ts'

/** What the current clause does with the times in it. */
type Mode = 'wish' | 'not' | 'except' | 'busy' | 'topic'

type State = {
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

const noJoin: Join = { link: 'none', last: 'none', correcting: false }
const nothing: Group = { dates: [], times: [] }

/** More times than anyone names in one breath are not heard, so that the work stays in proportion to the words. */
const mostTimes = 24

function isTime(piece: Piece): boolean {
  return piece.k !== 'op' && piece.k !== 'vague' && piece.k !== 'impossible'
}

/**
 * Folds the pieces, left to right, into alternatives and exclusions. An aside ("the deadline is Friday") counts
 * only when nothing else was said.
 */
export function compose(pieces: readonly Piece[], base: Base): Composed {
  const composed = fold(pieces, base)
  const silent = composed.groups.length === 0 && composed.exclusions.length === 0
  if (!silent || !pieces.some((piece) => piece.k === 'op' && piece.op === 'aside')) return composed
  return fold(
    pieces.filter((piece) => piece.k !== 'op' || piece.op !== 'aside'),
    base,
  )
}

function fold(pieces: readonly Piece[], base: Base): Composed {
  let times = 0
  let state: State = {
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
  for (const piece of pieces) {
    if (isTime(piece) && ++times > mostTimes) continue
    state = step(state, piece, base)
  }
  return endClause(state, 'wish')
}

function step(state: State, piece: Piece, base: Base): State {
  if (piece.k === 'op') return stepOp(state, piece.op, base)
  if (piece.k === 'impossible')
    return state.mode === 'topic' ? state : { ...state, impossible: true }
  if (piece.k === 'vague') return { ...state, vague: true }
  if (piece.k === 'now')
    return takeTime(state, { moment: { k: 'moment', start: base.now }, bounds: [] })
  if (piece.k === 'date') {
    const dated = takeDate(state, piece.spec, base, piece.flip)
    return state.same ? takeTime({ ...dated, same: false }, sameAs(state)) : dated
  }
  const time = timeOf(piece)
  if (!time) return state
  return takeTime(
    { ...state, approximate: false },
    state.approximate ? { ...time, approximate: true } : time,
  )
}

function stepOp(state: State, op: Op, base: Base): State {
  switch (op) {
    case 'or':
    case 'and':
      return {
        ...state,
        join: { ...state.join, link: op },
        refusedJoin: { ...state.refusedJoin, link: op },
      }
    case 'comma':
      return commaClause(state)
    case 'stop':
    case 'so':
    case 'offer':
      return endClause(state, 'wish')
    case 'but':
      return endClause(state, 'wish')
    case 'not':
    case 'except':
      return endClause(state, op)
    case 'topic':
    case 'aside':
      return endClause(state, 'topic')
    case 'busy':
      return startBusy(state)
    case 'afterThat':
      return afterThat(state)
    case 'bad':
      return refuseClause(state)
    case 'correct':
      return {
        ...endClause(state, 'wish'),
        correctsDate: state.groups.length > 0,
        correctsTime: state.groups.length > 0,
        impossible: false,
      }
    case 'instead':
      return insteadClause(state, base)
    case 'approx':
      return { ...state, approximate: true }
    case 'same':
      return sameTime(state)
    case 'open':
    case 'vague':
    case 'unsure':
      return { ...state, [op]: true }
    default:
      return state
  }
}

/** "Thursday I've got hockey": the day said just before is the busy one. */
function startBusy(state: State): State {
  const { said, before } = state
  if (said.dates.length === 0 || said.times.length > 0 || state.mode !== 'wish')
    return endClause(state, 'busy')
  const busy = endClause({ ...state, groups: before }, 'busy')
  return { ...busy, refused: said, refusedJoin: { link: 'none', last: 'date', correcting: false } }
}

/** "I'm in a meeting till 2, so after that": from the end of the time said last. */
function afterThat(state: State): State {
  const ended = endClause(state, 'wish')
  const wished = ended.groups.at(-1)
  const last = wished?.times.at(-1) ?? ended.exclusions.at(-1)?.times.at(-1)
  const point = last?.window?.end ?? last?.bounds.at(-1)?.point ?? last?.clock ?? partEnd(last)
  if (!point) return ended
  const time: TimeExpr = { bounds: [{ k: 'bound', side: 'from', point }] }
  if (!wished?.times.length) return wishTime(ended, time)
  const groups = [...ended.groups.slice(0, -1), { ...wished, times: [time] }]
  return { ...ended, groups, join: { link: 'none', last: 'time', correcting: false } }
}

function partEnd(time: TimeExpr | undefined): TimePoint | undefined {
  return time?.part && { k: 'clock', options: [time.part.end] }
}

/** The clock said before, else the time of day it is now. */
function sameAs({ groups }: State): TimeExpr {
  const said = groups.flatMap((group) => group.times).findLast((time) => time.clock)
  return said ?? { same: true, bounds: [] }
}

/** "same time" waits for its day, or belongs to the day just said. */
function sameTime(state: State): State {
  const dated = state.groups.at(-1)?.dates.length ?? 0
  return dated > 0 && state.mode === 'wish'
    ? takeTime(state, sameAs(state))
    : { ...state, same: true }
}

function commaClause(state: State): State {
  const link = state.join.link === 'none' ? ('comma' as const) : state.join.link
  if (state.mode === 'except' && state.refused.dates.length > 0) {
    return { ...state, refusedJoin: { ...state.refusedJoin, link: 'and' } }
  }
  return { ...endClause(state, 'wish'), join: { ...state.join, link } }
}

/** Closes what the clause excluded and starts the next. */
function endClause(state: State, mode: Mode): State {
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

/** "Wednesday doesn't work": what the clause wished for is refused instead. */
function refuseClause(state: State): State {
  const { said, before } = state
  const refused = said.dates.length > 0 || said.times.length > 0 ? [{ ...said, except: false }] : []
  const undone = { ...state, groups: before, exclusions: [...state.exclusions, ...refused] }
  return endClause(undone, 'wish')
}

/** "let's say morning instead": what the clause wished for replaces what was wished before. */
function insteadClause(state: State, base: Base): State {
  if (state.before.length === 0 || state.mode !== 'wish') return state
  const correcting: Join = { link: 'none', last: 'none', correcting: true }
  const [date, ...otherDates] = state.said.dates.flat()
  const [time, ...otherTimes] = state.said.times
  let groups = date ? addDate(state.before, date, correcting, base) : state.before
  for (const other of otherDates) groups = addDate(groups, other, { ...noJoin, last: 'date' }, base)
  if (time) groups = addTime(groups, time, correcting)
  for (const other of otherTimes) groups = addTime(groups, other, { ...noJoin, last: 'time' })
  return endClause({ ...state, groups }, 'wish')
}

function takeDate(state: State, spec: DateSpec, base: Base, flip?: DateSpec): State {
  if (state.mode === 'topic') return state
  if (state.mode === 'busy' && flip) return wishDate({ ...state, flipped: true }, flip, base)
  if (state.mode === 'wish' || state.flipped) return wishDate(state, spec, base)
  if (state.mode === 'except' && isEveryPart(state))
    return wishDate(endClause(state, 'wish'), spec, base)
  if (state.mode === 'not' && state.refused.dates.length > 0 && state.refusedJoin.link === 'none') {
    return wishDate(endClause(state, 'wish'), spec, base)
  }
  const [refused] = addDate([state.refused], spec, state.refusedJoin, base)
  return {
    ...state,
    refused: refused ?? nothing,
    refusedJoin: { link: 'none', last: 'date', correcting: false },
  }
}

/** "anything but mornings on Friday": Friday is wished for. */
function isEveryPart({ refused, groups }: State): boolean {
  const dated = refused.dates.length > 0 || groups.some((group) => group.dates.length > 0)
  return !dated && refused.times.length > 0 && refused.times.every((time) => time.part?.every)
}

function wishDate(state: State, spec: DateSpec, base: Base): State {
  const join = { ...state.join, correcting: state.correctsDate }
  return {
    ...state,
    groups: addDate(state.groups, spec, join, base),
    said: { ...state.said, dates: [...state.said.dates, [spec]] },
    join: { link: 'none', last: 'date', correcting: false },
    correctsDate: false,
  }
}

function takeTime(state: State, time: TimeExpr): State {
  if (state.mode === 'topic') return state
  if (state.mode === 'busy') return busyTime(state, time)
  if (state.mode === 'wish') return wishTime(state, time)
  if (state.mode === 'not' && isDayWaiting(state)) return wishTime(endClause(state, 'wish'), time)
  const [refused] = addTime([state.refused], time, state.refusedJoin)
  return {
    ...state,
    refused: refused ?? nothing,
    refusedJoin: { link: 'none', last: 'time', correcting: false },
  }
}

/** "Tuesday not Thursday at 4": four is Tuesday's. */
function isDayWaiting({ refused, groups }: State): boolean {
  const wished = groups.at(-1)
  const waits = wished !== undefined && wished.dates.length > 0 && wished.times.length === 0
  return waits && refused.dates.length > 0 && refused.times.length === 0
}

function wishTime(state: State, time: TimeExpr): State {
  const join = { ...state.join, correcting: state.correctsTime }
  return {
    ...state,
    groups: addTime(state.groups, time, join),
    said: { ...state.said, times: [...state.said.times, time] },
    join: { link: 'none', last: 'time', correcting: false },
    correctsTime: false,
  }
}

/** Busy until 5 is free from 5; a busy clock or part is only not the answer. */
function busyTime(state: State, time: TimeExpr): State {
  if (time.bounds.length > 0) {
    const bounds = time.bounds.map(flipBound)
    const dates = state.refused.dates
    const flipped = wishTime({ ...state, flipped: true, refused: nothing }, { bounds })
    return dates.length > 0 ? { ...flipped, groups: withDates(flipped.groups, dates) } : flipped
  }
  const [refused] = addTime([state.refused], time, state.refusedJoin)
  return {
    ...state,
    refused: refused ?? nothing,
    refusedJoin: { link: 'none', last: 'time', correcting: false },
  }
}

function flipBound(bound: BoundPiece): BoundPiece {
  return { ...bound, side: bound.side === 'from' ? 'to' : 'from' }
}

function withDates(groups: readonly Group[], dates: Group['dates']): readonly Group[] {
  const last = groups.at(-1) ?? nothing
  return last.dates.length > 0 ? groups : [...groups.slice(0, -1), { ...last, dates }]
}
