import type { Base } from '../base.ts'
import { dateOf, dayNumber, daysInMonth, mondayOf, nthWeekday, weekdayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import type { DateSpec, Days, WeekdayHow } from '../pieces/piece.ts'
import type { Doubt, Impossible } from '../types.ts'

/** A date placed on the calendar, or why it cannot be. */
export type SettledDate =
  | { ok: true; spans: Days[]; readBack: boolean }
  | { ok: false; doubt: Doubt; candidates: Days[] }
  | { ok: false; impossible: Impossible }

/** Places a date on the calendar. */
export function settleDate(spec: DateSpec, base: Base): SettledDate {
  switch (spec.type) {
    case 'days':
      return { ok: true, spans: spec.spans, readBack: spec.readBack ?? false }
    case 'weekday':
      return settleWeekday(spec.weekday, spec.how, base)
    case 'filter':
      return {
        ok: true,
        spans: filterDays({ from: base.today, to: base.today + 7 }, spec.weekdays),
        readBack: false,
      }
    case 'dayOfMonth':
      return settleDayOfMonth(spec, base)
    case 'nth':
      return settleNth(spec.nth, spec.weekday, base)
    case 'either':
      return settleEither(spec.readings, base)
    case 'impossible':
      return { ok: false, impossible: spec.why }
  }
}

const readBacks = new Set<WeekdayHow>(['next', 'afterNext', 'weekOn', 'fortnightOn'])

function settleWeekday(weekday: number, how: WeekdayHow, base: Base): SettledDate {
  const { today } = base
  const ahead = (weekday - weekdayOf(today) + 7) % 7
  const coming = today + (ahead || 7)
  if (how === 'plain' && ahead === 0) {
    return { ok: false, doubt: 'same_weekday', candidates: [day(today), day(today + 7)] }
  }
  const days: Record<WeekdayHow, Day> = {
    plain: coming,
    this: today + ahead,
    coming,
    next: mondayOf(today) + 7 + weekday,
    last: coming - (ahead ? 7 : 14),
    every: today + ahead,
    afterNext: coming + 7,
    weekOn: today + ahead + 7,
    fortnightOn: today + ahead + 14,
  }
  const readBack = readBacks.has(how)
  return { ok: true, spans: [day(days[how])], readBack }
}

/** "the third Wednesday", no month said: this month's while it is ahead, else the next month's that has one. */
function settleNth(nth: number, weekday: number, base: Base): SettledDate {
  const today = dateOf(base.today)
  for (let n = 0; n < 12; n++) {
    const { year, month } = dateOf(dayNumber(today.year, today.month + n, 1))
    const found = nthWeekday(year, month, weekday, nth)
    if (found !== undefined && found >= base.today)
      return { ok: true, spans: [day(found)], readBack: true }
  }
  return { ok: false, impossible: 'no_such_date' }
}

type DayOfMonth = { day: number; month?: number; year?: number }

/** The date as it next comes, today included; of a given year, exactly. */
function settleDayOfMonth(spec: DayOfMonth, base: Base): SettledDate {
  const found = nextDayOfMonth(spec, base)
  return found === undefined
    ? { ok: false, impossible: 'no_such_date' }
    : { ok: true, spans: [day(found)], readBack: false }
}

/** The next day that fits; undefined when no calendar has it. */
export function nextDayOfMonth({ day: dom, month, year }: DayOfMonth, base: Base): Day | undefined {
  if (dom < 1 || dom > 31) return undefined
  const today = dateOf(base.today)
  if (year !== undefined) {
    const inMonth = month ?? today.month
    return dom <= daysInMonth(year, inMonth) ? dayNumber(year, inMonth, dom) : undefined
  }
  const steps = month === undefined ? 1 : 12
  const start = month === undefined ? today.month : month
  for (let n = 0; n <= 8; n++) {
    const first = dateOf(dayNumber(today.year, start + n * steps, 1))
    if (dom > daysInMonth(first.year, first.month)) continue
    const found = dayNumber(first.year, first.month, dom)
    if (found >= base.today) return found
  }
  return undefined
}

function settleEither(readings: readonly DayOfMonth[], base: Base): SettledDate {
  const candidates = readings.flatMap((reading) => nextDayOfMonth(reading, base) ?? [])
  return { ok: false, doubt: 'two_readings', candidates: candidates.sort((a, b) => a - b).map(day) }
}

/** The days of a span that fall on one of the weekdays, neighbours joined. */
export function filterDays(span: Days, weekdays: readonly number[]): Days[] {
  const found: Days[] = []
  for (let d = span.from; d < Math.min(span.to, span.from + 400); d++) {
    if (!weekdays.includes(weekdayOf(d))) continue
    const last = found.at(-1)
    if (last && last.to === d) last.to = d + 1
    else found.push(day(d))
  }
  return found
}

function day(d: Day): Days {
  return { from: d, to: d + 1 }
}
