import { emptyGroup, type Join } from './join.ts'
import { isOtherZone, narrow } from './narrow.ts'
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
  if (isOtherZone(last, time) && group.dates.length < 2)
    return [...rest, { ...group, times: [...group.times, { ...time, apposed: true }] }]
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
