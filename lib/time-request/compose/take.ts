import type { Base } from '../base.ts'
import type { BoundPiece, DateSpec } from '../pieces/piece.ts'
import { mergeDates } from '../settle/merge-dates.ts'
import { addDate } from './add-date.ts'
import { addTime } from './add-time.ts'
import { isOtherZone, narrow } from './narrow.ts'
import type { Group, TimeExpr } from './request.ts'
import { endClause, nothing } from './state.ts'
import type { State } from './state.ts'

export function takeDate(before: State, spec: DateSpec, base: Base, flip?: DateSpec): State {
  const state = {
    ...before,
    mentioned: { date: [spec], time: before.mentioned.time, in: before.mode },
  }
  if (state.mode === 'topic') return state
  if (state.mode === 'busy' && flip) return wishDate({ ...state, flipped: true }, flip, base)
  if (state.mode === 'wish' || state.flipped) return wishDate(state, spec, base)
  if (state.mode === 'except' && isTimeOnly(state))
    return wishDate(endClause(state, 'wish'), spec, base)
  if (state.mode === 'not' && state.refused.dates.length > 0 && state.refusedJoin.link === 'none') {
    return wishDate(endClause(state, 'wish'), spec, base)
  }
  const listed = state.refusedJoin.link === 'comma' ? 'and' : state.refusedJoin.link
  const join = { ...state.refusedJoin, link: listed }
  const [refused] = addDate([state.refused], spec, join, base)
  const taken: State = {
    ...state,
    refused: refused ?? nothing,
    refusedJoin: { link: 'none', last: 'date', correcting: false },
  }
  const frames = spec.type === 'days' && (spec.unit === 'week' || spec.unit === 'month')
  const undated = !state.groups.some((group) => group.dates.length > 0)
  const narrowed = state.mode === 'except' && frames && undated && state.refused.dates.length > 0
  return narrowed ? { ...taken, groups: addDate(state.groups, spec, state.join, base) } : taken
}

/** "anything but mornings on Friday", "except 12 to 1 tomorrow": the day is wished for. */
function isTimeOnly({ refused, groups }: State): boolean {
  const dated = refused.dates.length > 0 || groups.some((group) => group.dates.length > 0)
  return !dated && refused.times.length > 0
}

function wishDate(state: State, spec: DateSpec, base: Base): State {
  const concludes = state.concludesDate && !isNarrower(state, spec, base)
  const join = { ...state.join, correcting: state.correctsDate || concludes }
  return {
    ...state,
    unmet: state.unmet === 'date' ? undefined : state.unmet,
    groups: addDate(concludes ? withoutParts(state.groups) : state.groups, spec, join, base),
    said: { ...state.said, dates: [...state.said.dates, [spec]] },
    join: { link: 'none', last: 'date', correcting: false },
    correctsDate: false,
    concludesDate: false,
  }
}

/** "I get back Tuesday night, so Wednesday": the night was Tuesday's; an hour would stay. */
function withoutParts(groups: readonly Group[]): readonly Group[] {
  const last = groups.at(-1)
  const only = last?.times.every(({ part, clock, bounds }) => !clock && (part ?? bounds.length > 0))
  return last && only ? [...groups.slice(0, -1), { ...last, times: [] }] : groups
}

/** "I'm around next week, so Tuesday": a day of the week said. */
function isNarrower({ groups }: State, spec: DateSpec, base: Base): boolean {
  const parts = groups.at(-1)?.dates.at(-1) ?? []
  return parts.some((part) => {
    const merged = mergeDates(part, spec, base)
    return merged !== undefined && !('ok' in merged && !merged.ok)
  })
}

export function takeTime(before: State, time: TimeExpr): State {
  const state = { ...before, mentioned: { date: before.mentioned.date, time, in: before.mode } }
  if (state.mode === 'topic') return state
  if (state.mode === 'busy') return busyTime(state, time)
  if (state.mode === 'wish') return wishTime(state, time)
  if (state.mode === 'not' && time.bounds.length > 0 && state.refused.dates.length === 0) {
    return wishTime(endClause(state, 'wish'), { bounds: time.bounds.map(flipBound) })
  }
  const apart = state.mode === 'except' && state.refusedJoin.link === 'comma'
  if (apart && state.refused.times.length === 0) return wishTime(endClause(state, 'wish'), time)
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

export function wishTime(state: State, time: TimeExpr): State {
  const last = state.groups.at(-1)?.times.at(-1)
  const hour = time.clock ?? time.window ?? time.moment ?? time.bounds[0]
  const other = hour !== undefined || (last?.part && time.part && !narrow(last, time))
  const concludes = state.concludesTime && other && !(last && isOtherZone(last, time))
  const join = { ...state.join, correcting: state.correctsTime || Boolean(concludes) }
  return {
    ...state,
    unmet: state.unmet === 'time' ? undefined : state.unmet,
    groups: addTime(state.groups, time, join),
    said: { ...state.said, times: [...state.said.times, time] },
    join: { link: 'none', last: 'time', correcting: false },
    correctsTime: false,
    concludesTime: false,
  }
}

/** Busy until 5 is free from 5; a busy clock or part is only not the answer. */
function busyTime(state: State, time: TimeExpr): State {
  if (time.bounds.length > 0) {
    const bounds = time.bounds.map(flipBound)
    const dates = state.refused.dates
    const join = { ...state.join, link: state.flipped ? ('none' as const) : state.join.link }
    const flipped = wishTime({ ...state, join, flipped: true, refused: nothing }, { bounds })
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
  if (bound.freed) return bound
  return { ...bound, side: bound.side === 'from' ? 'to' : 'from' }
}

function withDates(groups: readonly Group[], dates: Group['dates']): readonly Group[] {
  const last = groups.at(-1) ?? nothing
  return last.dates.length > 0 ? groups : [...groups.slice(0, -1), { ...last, dates }]
}
