import type { Base } from '../base.ts'
import { mondayOf, weekdayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { placed } from '../pieces/found.ts'
import type { DateSpec, Days } from '../pieces/piece.ts'
import { nextDayOfMonth, settleDate } from '../settle/dates.ts'
import { mergeDates } from '../settle/merge-dates.ts'

/** "Monday to Wednesday [next week]", "June 22 through 24": both ends' days, the last included. */
export function datesBetween(
  first: DateSpec,
  last: DateSpec,
  inside: DateSpec | undefined,
  base: Base,
): DateSpec | undefined {
  const [a, b] = shareMonth(first, last)
  const from = spanOf(a, inside, base)
  if (!from) return refusal(a)
  const to = lastDay(b, from.from, inside, base)
  if (to === undefined) return refusal(b)
  if (to > from.from) return placed(from.from, to)
  return to > base.today && from.from > base.today + 180 ? placed(base.today, to) : undefined
}

/** "the 13th to the 15th of July", "June 22 through 24": one end names the month for both. */
function shareMonth(a: DateSpec, b: DateSpec): [DateSpec, DateSpec] {
  if (a.type === 'dayOfMonth' && b.type === 'dayOfMonth') {
    const year = a.year ?? b.year
    const dated = (spec: typeof a, other: typeof a): DateSpec => ({
      ...spec,
      ...(spec.month === undefined && other.month !== undefined && { month: other.month }),
      ...(year !== undefined && { year }),
    })
    if (a.month === undefined && b.month !== undefined) return [dated(a, b), dated(b, a)]
    if (a.month !== undefined) return [dated(a, b), dated(b, a)]
  }
  return [a, b]
}

function spanOf(spec: DateSpec, inside: DateSpec | undefined, base: Base): Days | undefined {
  const merged = inside ? mergeDates(spec, inside, base) : spec
  if (!merged) return undefined
  const settled = 'ok' in merged ? merged : settleDate(plainAsComing(merged), base)
  return settled.ok ? settled.spans[0] : undefined
}

/** In a range today's weekday means the coming one; "today" would have been said. */
function plainAsComing(spec: DateSpec): DateSpec {
  return spec.type === 'weekday' && spec.how === 'plain' ? { ...spec, how: 'coming' } : spec
}

/** The day after the range's last day, never before its first. */
function lastDay(
  spec: DateSpec,
  from: Day,
  inside: DateSpec | undefined,
  base: Base,
): Day | undefined {
  if (inside) return spanOf(spec, inside, base)?.to
  if (spec.type === 'weekday' && (spec.how === 'plain' || spec.how === 'this')) {
    return from + ((spec.weekday - weekdayOf(from) + 7) % 7) + 1
  }
  if (spec.type === 'dayOfMonth') {
    const day = nextDayOfMonth(spec, { ...base, today: from })
    return day === undefined ? undefined : day + 1
  }
  return spanOf(spec, undefined, base)?.to
}

function refusal(spec: DateSpec): DateSpec | undefined {
  return spec.type === 'impossible' ? spec : undefined
}

/** "after Wednesday", "starting Monday", "before Friday", "until the 15th", "by Thursday". */
export function dateFrom(
  side: 'after' | 'from' | 'before' | 'until' | 'by',
  date: DateSpec,
  inside: DateSpec | undefined,
  base: Base,
): DateSpec | undefined {
  const span = spanOf(date, inside, base)
  if (!span) return undefined
  if (side === 'after') return placed(span.to, span.to + 7)
  if (side === 'from')
    return span.to - span.from > 1 ? placed(span.from, span.to) : placed(span.from, span.from + 7)
  const wholeWeek =
    date.type === 'days' && date.unit === 'week' && span.from <= mondayOf(base.today) + 7
  const atEnd = date.type === 'days' && date.isEnd === true
  const to =
    side === 'before' && !atEnd && !(wholeWeek && span.from <= base.today) ? span.from : span.to
  return { type: 'days', spans: [{ from: base.today, to }], unit: 'span', fromNow: true }
}
