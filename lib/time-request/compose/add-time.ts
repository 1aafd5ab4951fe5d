import { joinModifier } from '../pieces/day-part.ts'
import { emptyGroup, type Join } from './join.ts'
import type { Group, TimeExpr } from './request.ts'

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
