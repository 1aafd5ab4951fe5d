import type { Base } from '../base.ts'
import { dateOf, dayNumber, daysInMonth, nthWeekday, weekdayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { placed } from './found.ts'
import type { DateSpec } from './piece.ts'
import { readYear } from './year.ts'

/** "of next month", "in March 2027", "of the month". `rolls`: when the day is over, the next such month is meant. */
export type MonthPhrase = {
  year: number
  month: number
  next: number
  rolls: 'month' | 'year' | 'no'
}

/** Reads a month phrase at `i`; undefined when none is there. */
export function readMonthPhrase(
  tokens: readonly Token[],
  i: number,
  base: Base,
): MonthPhrase | undefined {
  let k = i
  while (k < i + 2 && isWord(tokens, k, 'of', 'in', 'for')) k++
  if (k === i) return undefined
  const today = dateOf(base.today)
  const determiner = isWord(
    tokens,
    k,
    'the',
    'this',
    'next',
    'current',
    'following',
    'every',
    'each',
    'last',
  )
  const which = at(tokens, k).text
  const name = determiner ? at(tokens, k + 1) : at(tokens, k)
  if (name.name === 'month' && name.tag === 'unit') {
    const afterNext = isWord(tokens, k + 2, 'after') && isWord(tokens, k + 3, 'next')
    const steps = afterNext
      ? 2
      : which === 'next' || which === 'following'
        ? 1
        : which === 'last'
          ? -1
          : 0
    const rolls = steps === 0 && which !== 'this' && which !== 'current' ? 'month' : 'no'
    return { ...shift(today, steps), next: afterNext ? k + 4 : determiner ? k + 2 : k + 1, rolls }
  }
  if (
    which === 'the' &&
    isWord(tokens, k + 1, 'following', 'next', 'current') &&
    at(tokens, k + 2).name === 'month'
  ) {
    return { ...shift(today, isWord(tokens, k + 1, 'current') ? 0 : 1), next: k + 3, rolls: 'no' }
  }
  if (name.tag !== 'month') return undefined
  const end = determiner ? k + 2 : k + 1
  const year = readYear(tokens, end)
  if (year) return { year: year.value, month: name.value, next: year.next, rolls: 'no' }
  const comes = name.value < today.month ? today.year + 1 : today.year
  return { year: comes, month: name.value, next: end, rolls: 'year' }
}

function shift(
  { year, month }: { year: number; month: number },
  steps: number,
): { year: number; month: number } {
  const date = dateOf(dayNumber(year, month + steps, 1))
  return { year: date.year, month: date.month }
}

/** Tries the month and, when the day is over and the phrase rolls, the next one. */
function inMonth(
  base: Base,
  phrase: MonthPhrase,
  pick: (year: number, month: number) => { from: Day; to: Day } | undefined,
): DateSpec {
  const found = pick(phrase.year, phrase.month)
  if (found && (found.to > base.today || phrase.rolls === 'no')) return spanOf(found)
  if (!found) return { type: 'impossible', why: 'no_such_date' }
  const later =
    phrase.rolls === 'year' ? { year: phrase.year + 1, month: phrase.month } : shift(phrase, 1)
  const again = pick(later.year, later.month)
  return again ? spanOf(again) : { type: 'impossible', why: 'no_such_date' }
}

/** "the third Tuesday of March"; from the end when `nth` is negative. */
export function nthOfMonth(
  base: Base,
  phrase: MonthPhrase,
  weekday: number,
  nth: number,
): DateSpec {
  return inMonth(base, phrase, (year, month) => single(nthWeekday(year, month, weekday, nth)))
}

/** "the 15th of next month", "the last day of June". */
export function dayOfMonthPhrase(base: Base, phrase: MonthPhrase, day: number): DateSpec {
  if (day > 31) return { type: 'impossible', why: 'no_such_date' }
  if (phrase.rolls === 'month' && day > 0) return { type: 'dayOfMonth', day }
  if (phrase.rolls === 'year' && day > 0) return { type: 'dayOfMonth', day, month: phrase.month }
  return inMonth(base, phrase, (year, month) => {
    const length = daysInMonth(year, month)
    return day <= length
      ? single(dayNumber(year, month, day > 0 ? day : length + 1 + day))
      : undefined
  })
}

/** "the last business day of the month". */
export function workdayOfMonth(base: Base, phrase: MonthPhrase, nth: number): DateSpec {
  return inMonth(base, phrase, (year, month) => {
    const first = dayNumber(year, month, 1)
    const days = Array.from({ length: daysInMonth(year, month) }, (_, k) => first + k)
    return single(days.filter((day) => weekdayOf(day) < 5).at(nth > 0 ? nth - 1 : nth))
  })
}

/** The nth week of a month is its days 7n−6 to 7n, the last its last seven. */
export function weekOfMonth(base: Base, phrase: MonthPhrase, nth: number): DateSpec {
  return inMonth(base, phrase, (year, month) => {
    const first = dayNumber(year, month, 1)
    const length = daysInMonth(year, month)
    const from = nth > 0 ? first + 7 * (nth - 1) : first + length - 7
    return from < first + length ? { from, to: Math.min(from + 7, first + length) } : undefined
  })
}

/** "the first weekend in April": its nth Saturday and the Sunday after. */
export function weekendOfMonth(base: Base, phrase: MonthPhrase, nth: number): DateSpec {
  return inMonth(base, phrase, (year, month) => {
    const saturday = nthWeekday(year, month, 5, nth)
    return saturday === undefined ? undefined : { from: saturday, to: saturday + 2 }
  })
}

/** The first `days` days of a month, or its last when negative. */
export function edgeOfMonth(base: Base, phrase: MonthPhrase, days: number): DateSpec {
  return inMonth(base, phrase, (year, month) => {
    const first = dayNumber(year, month, 1)
    const end = dayNumber(year, month + 1, 1)
    return days > 0 ? { from: first, to: first + days } : { from: end + days, to: end }
  })
}

function single(day: Day | undefined): { from: Day; to: Day } | undefined {
  return day === undefined ? undefined : { from: day, to: day + 1 }
}

function spanOf({ from, to }: { from: Day; to: Day }): DateSpec {
  return placed(from, to, to - from === 1 ? 'day' : 'span')
}
