import type { Base } from '../base.ts'
import type { DateSpec, Piece } from '../pieces/piece.ts'
import { joinModifier } from '../pieces/day-part.ts'
import { mergeDates } from '../settle/merge-dates.ts'
import type { Group, TimeExpr } from './request.ts'

/** How the next piece joins what came before. */
export type Join = {
  link: 'or' | 'and' | 'comma' | 'none'
  /** What kind the last piece taken was. */
  last: 'date' | 'time' | 'none'
  correcting: boolean
}

const emptyGroup: Group = { dates: [], times: [] }

/** Adds a date to the groups: narrows, lists, replaces or opens a new alternative. */
export function addDate(
  groups: readonly Group[],
  spec: DateSpec,
  join: Join,
  base: Base,
): readonly Group[] {
  const group = groups.at(-1) ?? emptyGroup
  const rest = groups.slice(0, -1)
  const parts = group.dates.at(-1)
  if (!parts) return [...rest, { ...group, dates: [[spec]] }]
  if (join.correcting) return [...rest, { ...group, dates: [replacePart(parts, spec)] }]
  const earlier = group.dates.slice(0, -1)
  const joined = join.link === 'none' || join.link === 'comma'
  if (group.dates.some((known) => known.some((part) => isSame(part, spec)))) return groups
  if (joined && sharesUnit(group.dates, spec, base)) {
    return [...rest, { ...group, dates: group.dates.map((date) => [...date, spec]) }]
  }
  if (joined && canMerge(parts, spec, base)) {
    return [...rest, { ...group, dates: [...earlier, [...parts, spec]] }]
  }
  if (group.times.length === 0 || (join.last === 'date' && !joined)) {
    return [...rest, { ...group, dates: [...group.dates, inFrame(parts, spec)] }]
  }
  const [times, taken] = splitLast(group, joined)
  return [...rest, { ...group, times }, { dates: [[spec]], times: taken }]
}

/** "next week Tuesday or Thursday", "April 10th or 12th": the week or month holds for the next day listed. */
function inFrame(parts: readonly DateSpec[], spec: DateSpec): readonly DateSpec[] {
  if (spec.type === 'weekday' && spec.how === 'plain') return [...frameOf(parts), spec]
  if (spec.type !== 'dayOfMonth' || spec.month !== undefined) return [spec]
  const dated = parts.find((part) => part.type === 'dayOfMonth')
  const { month, year } = dated ?? {}
  const framed = {
    ...spec,
    ...(month !== undefined && { month }),
    ...(year !== undefined && { year }),
  }
  return [...frameOf(parts), framed]
}

function frameOf(parts: readonly DateSpec[]): readonly DateSpec[] {
  if (parts.length < 2) return []
  return parts.filter(
    (part) => part.type === 'days' && (part.unit === 'week' || part.unit === 'month'),
  )
}

/** "Tuesday at 2 or 3 on Wednesday": the last listed time goes with the new date. */
function splitLast(group: Group, joined: boolean): [readonly TimeExpr[], readonly TimeExpr[]] {
  return joined && group.times.length > 1
    ? [group.times.slice(0, -1), group.times.slice(-1)]
    : [group.times, []]
}

function isSame(a: DateSpec, b: DateSpec): boolean {
  return a.type === b.type && JSON.stringify(a) === JSON.stringify(b)
}

/**
 * A corrected weekday or day keeps the week or month it was said in; corrected from another weekday,
 * today's means the coming one.
 */
function replacePart(parts: readonly DateSpec[], spec: DateSpec): readonly DateSpec[] {
  const frame = parts.filter(
    (part) => part.type === 'days' && (part.unit === 'week' || part.unit === 'month'),
  )
  const keeps = spec.type === 'dayOfMonth' || (spec.type === 'weekday' && spec.how === 'plain')
  if (keeps && frame.length > 0 && parts.length > frame.length) return [...frame, spec]
  const fromWeekday =
    spec.type === 'weekday' && spec.how === 'plain' && parts.some((part) => part.type === 'weekday')
  return [fromWeekday ? { ...spec, how: 'coming' } : spec]
}

function canMerge(parts: readonly DateSpec[], spec: DateSpec, base: Base): boolean {
  return parts.some((part) => mergeDates(part, spec, base) !== undefined)
}

/** "Tuesday or Thursday next week": the week belongs to every day listed. */
function sharesUnit(dates: Group['dates'], spec: DateSpec, base: Base): boolean {
  if (spec.type !== 'days' || spec.unit === 'day' || dates.length < 2) return false
  return dates.every((parts) => parts.length === 1 && canMerge(parts, spec, base))
}

/** Adds a time of day: narrows the last one, lists another, or replaces it. */
export function addTime(groups: readonly Group[], time: TimeExpr, join: Join): readonly Group[] {
  const group = groups.at(-1) ?? emptyGroup
  const rest = groups.slice(0, -1)
  const last = group.times.at(-1)
  if (!last) return [...rest, { ...group, times: [time] }]
  if (join.correcting) return [...rest, { ...group, times: [corrected(last, time)] }]
  if (join.link === 'or' || (join.link === 'and' && !isEdge(time))) {
    return [...rest, { ...group, times: [...sharedHalf(group.times, time, join), time] }]
  }
  if (join.last === 'date' && group.dates.length > 1 && isMoment(last))
    return split(rest, group, time)
  const combined = narrow(last, time)
  if (!combined) {
    if (join.last === 'date' && group.dates.length > 1) return split(rest, group, time)
    return [...rest, { ...group, times: [...group.times, time] }]
  }
  const clocksOnly = group.times.every((known) => known.clock)
  const times =
    clocksOnly && !time.clock
      ? group.times.map((known) => narrow(known, time) ?? known)
      : [...group.times.slice(0, -1), combined]
  return [...rest, { ...group, times }]
}

/** "1 pm Wednesday or Thursday at 10": the last listed day goes with the new time. */
function split(rest: readonly Group[], group: Group, time: TimeExpr): readonly Group[] {
  return [
    ...rest,
    { ...group, dates: group.dates.slice(0, -1) },
    { dates: group.dates.slice(-1), times: [time] },
  ]
}

function isMoment(time: TimeExpr): boolean {
  return time.moment !== undefined
}

function isEdge(time: TimeExpr): boolean {
  return time.bounds.length > 0
}

/** A corrected clock stays in the part of the day that was named. */
function corrected(before: TimeExpr, time: TimeExpr): TimeExpr {
  return time.clock && !time.part && before.part ? { ...time, part: before.part } : time
}

/** "9 or 10 pm": an hour without a half takes the one said last, when that keeps the order. */
function sharedHalf(times: readonly TimeExpr[], time: TimeExpr, join: Join): readonly TimeExpr[] {
  const half = time.clock?.half
  const last = times.at(-1)
  if (!half || join.last !== 'time' || !last?.clock || last.clock.half || last.part) return times
  const option = last.clock.options.find((minute) => (half === 'pm' ? minute >= 720 : minute < 720))
  const said = time.clock?.options[0] as number
  if (option === undefined || option >= said) return times
  return [...times.slice(0, -1), { ...last, clock: { ...last.clock, options: [option], half } }]
}

/** Both at once, when two times of day can hold together. */
function narrow(a: TimeExpr, b: TimeExpr): TimeExpr | undefined {
  if (a.moment) return b.clock ? b : a
  if (b.moment) return undefined
  const approximate = a.approximate || b.approximate
  if (a.clock && b.clock)
    return a.clock.options.join() === b.clock.options.join() ? a : compatible(a, b)
  if (a.window && b.window) return undefined
  if (a.clock && b.window) return undefined
  if (a.part?.modifier && b.part) return { ...a, part: joinModifier(a.part.modifier, b.part) }
  if (a.part && b.part && a.part.start >= b.part.start && a.part.end <= b.part.end) return a
  if (a.part && b.part)
    return b.part.start >= a.part.start && b.part.end <= a.part.end
      ? { ...a, part: b.part }
      : undefined
  return { ...a, ...b, bounds: [...a.bounds, ...b.bounds], ...(approximate && { approximate }) }
}

/** "at three, 3 pm": the same hour said twice, once with its half. */
function compatible(a: TimeExpr, b: TimeExpr): TimeExpr | undefined {
  const shared = a.clock?.options.filter((minute) => b.clock?.options.includes(minute)) ?? []
  if (shared.length !== 1) return undefined
  const clock = a.clock?.options.length === 1 ? a.clock : b.clock
  return clock ? { ...a, ...b, clock, bounds: [...a.bounds, ...b.bounds] } : undefined
}

/** The time expression of a piece. */
export function timeOf(piece: Piece): TimeExpr | undefined {
  const approximate = piece.approximate ? { approximate: true } : {}
  if (piece.k === 'clock') return { clock: piece, bounds: [], ...approximate }
  if (piece.k === 'part') return { part: piece, bounds: [], ...approximate }
  if (piece.k === 'window') return { window: piece, bounds: [] }
  if (piece.k === 'bound') return { bounds: [piece] }
  return piece.k === 'moment' ? { moment: piece, bounds: [], ...approximate } : undefined
}
