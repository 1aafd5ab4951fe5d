import { dayAt, dayStart, edgeOn, hoursOn } from '../base.ts'
import type { Base } from '../base.ts'
import type { Exclusion } from '../compose/request.ts'
import type { Days } from '../pieces/piece.ts'
import type { TimeSpan } from '../types.ts'
import { settleParts } from './group.ts'
import { onDay } from './group.ts'

/** What "but not at noon" takes away. */
const hourMs = 3_600_000

type Cut = { start: number; end: number }

/** The spans without what was excluded. Whole days that lose an hour are first taken as their call hours. */
export function exclude(
  spans: readonly TimeSpan[],
  exclusions: readonly Exclusion[],
  base: Base,
): TimeSpan[] {
  let left = [...spans]
  for (const exclusion of exclusions) {
    const days = daysCovered(left, base)
    const cuts = cutsOf(exclusion, days, base)
    const inside = exclusion.times.length > 0
    const kept = left.flatMap((span) =>
      subtractAll(inside ? clipWhole(span, cuts, base) : [span], cuts),
    )
    if (kept.length > 0 || exclusion.except) left = kept
  }
  const ahead = left.filter(({ start, end }) =>
    end === undefined ? start >= base.now : end > base.now,
  )
  return ahead.sort((a, b) => a.start - b.start || (a.end ?? 0) - (b.end ?? 0))
}

/** The days the spans touch, at most two months of them. */
function daysCovered(spans: readonly TimeSpan[], base: Base): number[] {
  const days = new Set<number>()
  for (const { start, end } of spans) {
    const last = dayAt(base.zone, (end ?? start + 1) - 1)
    for (let day = dayAt(base.zone, start); day <= last && days.size < 62; day++) days.add(day)
  }
  return [...days]
}

function cutsOf(exclusion: Exclusion, days: readonly number[], base: Base): Cut[] {
  const dated = exclusion.dates.flatMap((parts): Days[] => {
    const settled = settleParts(
      parts.map((part) =>
        part.type === 'weekday' && part.how === 'plain' ? { ...part, how: 'every' as const } : part,
      ),
      base,
    )
    return settled.ok
      ? everyWeek(
          settled.spans,
          parts.length === 1 && parts[0]?.type === 'weekday' && parts[0].how === 'plain',
          days,
        )
      : []
  })
  if (exclusion.times.length === 0) {
    return dated.map(({ from, to }) => ({ start: dayStart(base, from), end: dayStart(base, to) }))
  }
  const on =
    exclusion.dates.length === 0
      ? days
      : days.filter((day) => dated.some(({ from, to }) => from <= day && day < to))
  return on.flatMap((day) => exclusion.times.flatMap((time) => cutOn(day, time, base)))
}

/** "except Mondays" of a longer wish means each of them. */
function everyWeek(spans: Days[], weekly: boolean, days: readonly number[]): Days[] {
  if (!weekly) return spans
  const first = spans[0]
  if (!first) return []
  return days
    .filter((day) => (day - first.from) % 7 === 0)
    .map((day) => ({ from: day, to: day + 1 }))
}

function cutOn(day: number, time: Exclusion['times'][number], base: Base): Cut[] {
  const whole = { ...base, now: -Infinity, today: -Infinity }
  const result = onDay(day, time, whole)
  if (result.kind !== 'ok') return []
  return result.spans.map(({ start, end }) => ({ start, end: end ?? start + hourMs }))
}

/** A whole day becomes its call hours before an hour is cut out of it. */
function clipWhole(span: TimeSpan, cuts: readonly Cut[], base: Base): TimeSpan[] {
  const { start, end } = span
  if (end === undefined || end - start < 22 * 3_600_000 || cuts.length === 0) return [span]
  const spans: TimeSpan[] = []
  for (let day = dayAt(base.zone, start); day <= dayAt(base.zone, end - 1); day++) {
    const hours = hoursOn(base, day)
    const from = Math.max(start, edgeOn(base, day, hours.open), day === base.today ? base.now : 0)
    const to = Math.min(end, edgeOn(base, day, hours.close))
    if (to > from) spans.push({ start: from, end: to })
  }
  return spans
}

function subtractAll(spans: readonly TimeSpan[], cuts: readonly Cut[]): TimeSpan[] {
  return cuts.reduce<readonly TimeSpan[]>(
    (left, cut) => left.flatMap((span) => subtract(span, cut)),
    spans,
  ) as TimeSpan[]
}

function subtract(span: TimeSpan, cut: Cut): TimeSpan[] {
  const { start, end } = span
  if (end === undefined) return start >= cut.start && start < cut.end ? [] : [span]
  if (cut.end <= start || cut.start >= end) return [span]
  const pieces: TimeSpan[] = []
  if (cut.start > start) pieces.push({ start, end: cut.start })
  if (cut.end < end) pieces.push({ start: cut.end, end })
  return pieces
}
