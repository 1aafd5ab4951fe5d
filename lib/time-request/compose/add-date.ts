import type { Base } from '../base.ts'
import type { DateSpec } from '../pieces/piece.ts'
import { mergeDates } from '../settle/merge-dates.ts'
import { emptyGroup, type Join } from './join.ts'
import type { Group, TimeExpr } from './request.ts'

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
  const moment = group.times.at(-1)?.moment
  if (!parts && moment && join.link === 'or') return [...groups, { dates: [[spec]], times: [] }]
  if (!parts) return [...rest, { ...group, dates: [[spec]] }]
  if (join.correcting) return [...rest, { ...group, dates: [replacePart(parts, spec)] }]
  if (group.whole && join.link !== 'none') return [...groups, { dates: [[spec]], times: [] }]
  const earlier = group.dates.slice(0, -1)
  const joined = join.link === 'none' || join.link === 'comma'
  if (group.dates.some((known) => known.some((part) => isSame(part, spec)))) return groups
  if (joined && sharesUnit(group.dates, spec, base)) {
    return [...rest, { ...group, dates: group.dates.map((date) => [...date, spec]) }]
  }
  const listed = join.last === 'time' && group.times.length > 1
  if (joined && canMerge(parts, spec, base) && !(listed && disagrees(parts, spec, base))) {
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
  return parts.length < 2 ? [] : weeksAndMonths(parts)
}

function weeksAndMonths(parts: readonly DateSpec[]): readonly DateSpec[] {
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
  const frame = weeksAndMonths(parts)
  const keeps = spec.type === 'dayOfMonth' || (spec.type === 'weekday' && spec.how === 'plain')
  if (keeps && frame.length > 0 && parts.length > frame.length) return [...frame, spec]
  const fromWeekday =
    spec.type === 'weekday' && spec.how === 'plain' && parts.some((part) => part.type === 'weekday')
  return [fromWeekday ? { ...spec, how: 'coming' } : spec]
}

function canMerge(parts: readonly DateSpec[], spec: DateSpec, base: Base): boolean {
  return parts.some((part) => mergeDates(part, spec, base) !== undefined)
}

/** "10 tomorrow or 2 Tuesday": where tomorrow is no Tuesday, another day for the hour said last. */
function disagrees(parts: readonly DateSpec[], spec: DateSpec, base: Base): boolean {
  return parts.some((part) => {
    const merged = mergeDates(part, spec, base)
    return merged !== undefined && 'ok' in merged && !merged.ok
  })
}

/** "Tuesday or Thursday next week": the week belongs to every day listed. */
function sharesUnit(dates: Group['dates'], spec: DateSpec, base: Base): boolean {
  if (spec.type !== 'days' || spec.unit === 'day' || dates.length < 2) return false
  return dates.every((parts) => parts.length === 1 && canMerge(parts, spec, base))
}
