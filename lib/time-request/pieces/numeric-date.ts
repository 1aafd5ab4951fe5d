import type { Base } from '../base.ts'
import { dateOf, dayNumber, daysInMonth } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { foundDate, oneDay } from './found.ts'
import type { DateSpec, Found } from './piece.ts'

/** 2026-03-05, 3/17, 22/04, 8/10/2012: month first; day first when only that is a date; two readings when both are. */
export function findNumericDate(tokens: readonly Token[], i: number, base: Base): Found {
  const first = at(tokens, i)
  const mark = at(tokens, i + 1)
  const second = at(tokens, i + 2)
  if (first.digits === 0 || second.digits === 0 || (mark.text !== '/' && mark.text !== '-'))
    return undefined
  const more = at(tokens, i + 3).text === mark.text && at(tokens, i + 4).digits > 0
  const third = at(tokens, i + 4)
  if (first.digits === 4) {
    if (!more) return undefined
    return foundDate(exactly(first.value, second.value, third.value), skipT(tokens, i + 5))
  }
  if (first.digits > 2 || second.digits > 2) return undefined
  if (mark.text === '-' && !more && !looksLikeDate(first.value, second.value)) return undefined
  if (mark.text === '-' && at(tokens, i + 3).tag === 'month') return undefined
  const year =
    more && third.digits !== 3 ? (third.digits === 4 ? third.value : 2000 + third.value) : undefined
  return foundDate(twoReadings(first.value, second.value, year, base), more ? i + 5 : i + 3)
}

/** "2 - 15": a day of a month only where it cannot be two hours. */
function looksLikeDate(a: number, b: number): boolean {
  return a <= 12 && b > 12 && b <= 31
}

function exactly(year: number, month: number, day: number): DateSpec {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return { type: 'impossible', why: 'no_such_date' }
  }
  return oneDay(dayNumber(year, month, day))
}

function twoReadings(a: number, b: number, year: number | undefined, base: Base): DateSpec {
  const leap = year ?? leapYearFrom(base)
  const readings = [
    { month: a, day: b },
    { month: b, day: a },
  ].filter(
    ({ month, day }) => month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(leap, month),
  )
  const [only, other] = readings
  if (!only) return { type: 'impossible', why: 'no_such_date' }
  const withYear = readings.map((reading) => ({ ...reading, ...(year !== undefined && { year }) }))
  if (!other || only.month === other.month)
    return { type: 'dayOfMonth', ...(withYear[0] as { month: number; day: number }) }
  return { type: 'either', readings: withYear }
}

function leapYearFrom(base: Base): number {
  const { year } = dateOf(base.today)
  return year + ((4 - (year % 4)) % 4)
}

/** The "T" of 2026-03-05T10:00. */
function skipT(tokens: readonly Token[], i: number): number {
  return isWord(tokens, i, 't') && at(tokens, i).glued ? i + 1 : i
}
