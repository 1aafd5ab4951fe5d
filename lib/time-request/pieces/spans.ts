import type { Base } from '../base.ts'
import { dateOf, dayNumber, mondayOf, weekdayOf } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { foundDate, placed } from './found.ts'
import type { DateSpec, Found } from './piece.ts'

/** The week `steps` from this one; this week starts today. */
export function weekOf(base: Base, steps: number): DateSpec {
  const monday = mondayOf(base.today) + 7 * steps
  return placed(steps === 0 ? base.today : monday, monday + 7, 'week', { monday })
}

/** Saturday and Sunday: 0 the weekend ahead (or what is left of it), 1 next week's. */
export function weekendOf(base: Base, steps: number): DateSpec {
  const saturday = mondayOf(base.today) + 7 * steps + 5
  const from = steps === 0 ? Math.max(saturday, base.today) : saturday
  return placed(from, saturday + 2, 'span', { readBack: steps > 0 })
}

/** The calendar month `steps` from this one; this month starts today. */
export function monthAfter(base: Base, steps: number): DateSpec {
  const { year, month } = dateOf(base.today)
  const first = dayNumber(year, month + steps, 1)
  const to = dayNumber(year, month + steps + 1, 1)
  return placed(steps === 0 ? base.today : first, to, 'month', { first })
}

/** A named month as it next comes (this month counts), or of a given year. */
export function monthSpan(base: Base, month: number, year?: number, skip = 0): DateSpec {
  const today = dateOf(base.today)
  const inYear = year ?? (month < today.month ? today.year + 1 : today.year) + skip
  const first = dayNumber(inYear, month, 1)
  const current = inYear === today.year && month === today.month
  return placed(current ? base.today : first, dayNumber(inYear, month + 1, 1), 'month', { first })
}

/** The calendar year `steps` from this one; this year starts today. */
export function yearSpan(base: Base, steps: number): DateSpec {
  const { year } = dateOf(base.today)
  const first = dayNumber(year + steps, 1, 1)
  const to = dayNumber(year + steps + 1, 1, 1)
  return placed(steps === 0 ? base.today : first, to, 'year', { first })
}

/** "in 2027", "after 2026". */
export function findYear(tokens: readonly Token[], i: number): Found {
  const { digits, value } = at(tokens, i)
  if (digits !== 4 || value < 2000 || value > 2100) return undefined
  if (!isWord(tokens, i - 1, 'in', 'after', 'since', 'before', 'until', 'during', 'than'))
    return undefined
  const first = dayNumber(value, 1, 1)
  return foundDate(placed(first, dayNumber(value + 1, 1, 1), 'year', { first }), i + 1)
}

/** The next weekday strictly after today. */
export function comingWeekday(base: Base, weekday: number): number {
  return base.today + ((weekday - weekdayOf(base.today) + 6) % 7) + 1
}
