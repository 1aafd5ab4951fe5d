import type { Base } from '../base.ts'
import { dateOf, dayNumber, daysInMonth, mondayOf, nthWeekday, weekdayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { oneDay } from '../pieces/found.ts'
import type { DateSpec, Days } from '../pieces/piece.ts'
import { filterDays, nextDayOfMonth, settleDate } from './dates.ts'
import type { SettledDate } from './dates.ts'

/** One date said in two parts: "Tuesday" + "next week", "Tuesday" + "the 24th". Undefined: two dates. */
export function mergeDates(
  a: DateSpec,
  b: DateSpec,
  base: Base,
): DateSpec | SettledDate | undefined {
  return mergeInto(a, b, base) ?? mergeInto(b, a, base)
}

function mergeInto(a: DateSpec, b: DateSpec, base: Base): DateSpec | SettledDate | undefined {
  if (a.type === 'weekday') {
    if (b.type === 'days') return weekdayIn(a.weekday, a.how, b, base)
    if (b.type === 'dayOfMonth') return weekdayOn(a.weekday, b, base)
    if (b.type === 'either') return weekdayEither(a.weekday, b.readings, base)
    if (b.type === 'weekday' && a.weekday === b.weekday) return a.how === 'plain' ? b : a
    return undefined
  }
  if (a.type === 'filter' && b.type === 'days' && b.unit !== 'day') {
    return { ...b, spans: b.spans.flatMap((span) => filterDays(span, a.weekdays)), unit: 'span' }
  }
  if (a.type === 'nth' && b.type === 'days' && b.first !== undefined) {
    const { year, month } = dateOf(b.first)
    const day = nthWeekday(year, month, a.weekday, a.nth)
    return day === undefined ? { type: 'impossible', why: 'no_such_date' } : oneDay(day)
  }
  if (a.type === 'dayOfMonth' && b.type === 'days') return dayIn(a, b, base)
  if (a.type === 'dayOfMonth' && b.type === 'dayOfMonth') return sameDate(a, b)
  if (a.type === 'days' && b.type === 'days') return daysInDays(a, b)
  return undefined
}

type Placed = Extract<DateSpec, { type: 'days' }>
type DayOfMonth = Extract<DateSpec, { type: 'dayOfMonth' }>

function weekdayIn(
  weekday: number,
  how: string,
  span: Placed,
  base: Base,
): DateSpec | SettledDate | undefined {
  const [first] = span.spans
  if (!first) return undefined
  if (span.unit === 'week' && span.monday !== undefined) {
    return oneDay(span.monday + weekday, { readBack: span.monday > mondayOf(base.today) })
  }
  if (span.unit === 'day') {
    if (weekdayOf(first.from) === weekday) return span
    const coming = settleDate({ type: 'weekday', weekday, how: 'coming' }, base)
    return {
      ok: false,
      doubt: 'day_and_date_differ',
      candidates: [first, ...(coming.ok ? coming.spans : [])],
    }
  }
  if (how !== 'every' && span.unit !== 'month') {
    const inside = span.spans.flatMap((s) => filterDays(s, [weekday]))
    return inside.length > 0 ? { ...span, spans: inside, unit: 'span' } : undefined
  }
  return { ...span, spans: span.spans.flatMap((s) => filterDays(s, [weekday])), unit: 'span' }
}

/** "Tuesday the 24th": the next 24th must be a Tuesday. */
function weekdayOn(weekday: number, date: DayOfMonth, base: Base): DateSpec | SettledDate {
  const day = nextDayOfMonth(date, base)
  if (day === undefined) return { type: 'impossible', why: 'no_such_date' }
  if (weekdayOf(day) === weekday) return oneDay(day)
  const coming = base.today + ((weekday - weekdayOf(base.today) + 6) % 7) + 1
  const both = nextBoth(weekday, date, base)
  const candidates = [day, coming, ...(both === undefined ? [] : [both])]
  return {
    ok: false,
    doubt: 'day_and_date_differ',
    candidates: [...new Set(candidates)].sort((a, b) => a - b).map((d) => ({ from: d, to: d + 1 })),
  }
}

/** The next month in which that day of the month is that weekday, within a year. */
function nextBoth(weekday: number, { day, month }: DayOfMonth, base: Base): Day | undefined {
  if (month !== undefined) return undefined
  const today = dateOf(base.today)
  for (let n = 0; n < 14; n++) {
    const { year, month: m } = dateOf(dayNumber(today.year, today.month + n, 1))
    const found = dayNumber(year, m, day)
    if (day <= daysInMonth(year, m) && found >= base.today && weekdayOf(found) === weekday)
      return found
  }
  return undefined
}

function weekdayEither(
  weekday: number,
  readings: readonly { day: number; month: number; year?: number }[],
  base: Base,
): DateSpec | undefined {
  const fits = readings.flatMap((reading) => {
    const day = nextDayOfMonth(reading, base)
    return day !== undefined && weekdayOf(day) === weekday ? [day] : []
  })
  return fits.length === 1 ? oneDay(fits[0] as Day) : { type: 'either', readings: [...readings] }
}

/** "the 15th" + "next month"; "tomorrow" + "the 5th" must agree. */
function dayIn(date: DayOfMonth, span: Placed, base: Base): DateSpec | SettledDate | undefined {
  if (span.unit === 'year' && span.first !== undefined) {
    return date.month === undefined ? undefined : { ...date, year: dateOf(span.first).year }
  }
  if (span.first !== undefined && date.month === undefined) {
    const { year, month } = dateOf(span.first)
    return { type: 'dayOfMonth', day: date.day, month, year }
  }
  const day = nextDayOfMonth(date, base)
  const [first] = span.spans
  if (day === undefined || !first) return undefined
  if (first.from <= day && day < first.to) return oneDay(day)
  if (span.unit !== 'day') return undefined
  return {
    ok: false,
    doubt: 'day_and_date_differ',
    candidates: [first, { from: day, to: day + 1 }],
  }
}

function sameDate(a: DayOfMonth, b: DayOfMonth): DateSpec | undefined {
  return a.day === b.day && (a.month === undefined || b.month === undefined || a.month === b.month)
    ? { ...a, ...b }
    : undefined
}

function daysInDays(a: Placed, b: Placed): DateSpec | undefined {
  const inner = (x: Days, y: Days): boolean => y.from <= x.from && x.to <= y.to
  const [x, y] = [a.spans[0], b.spans[0]]
  if (!x || !y) return undefined
  if (a.unit === 'day' && b.unit === 'day') return x.from === y.from ? a : undefined
  if (inner(x, y)) return a
  if (b.fromNow !== true || y.to <= x.from || y.to > x.to) return undefined
  return { ...a, spans: [{ from: Math.max(x.from, y.from), to: y.to }], unit: 'span' }
}
