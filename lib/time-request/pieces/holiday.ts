import type { Base } from '../base.ts'
import { dateOf, dayNumber, mondayOf, nthWeekday, weekdayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { foundDate, oneDay, placed } from './found.ts'
import type { Found } from './piece.ts'

type Rule = (year: number, country: Base['country']) => Day
type Holiday = { words: readonly string[]; rule: Rule; moving: boolean }

const holidays = new Map<string, Holiday[]>()

function holiday(names: string, rule: Rule, moving = false): void {
  for (const name of names.split('|')) {
    const [first = '', ...words] = name.split(' ')
    const known = holidays.get(first) ?? []
    known.push({ words, rule, moving })
    known.sort((a, b) => b.words.length - a.words.length)
    holidays.set(first, known)
  }
}

const on =
  (month: number, day: number): Rule =>
  (year) =>
    dayNumber(year, month, day)
const nth =
  (month: number, weekday: number, n: number): Rule =>
  (year) =>
    nthWeekday(year, month, weekday, n) as Day
const byCountry =
  (canada: Rule, states: Rule): Rule =>
  (year, country) =>
    country === 'CA' ? canada(year, country) : states(year, country)
const mondayBefore =
  (month: number, day: number): Rule =>
  (year) => {
    const last = dayNumber(year, month, day) - 1
    return last - weekdayOf(last)
  }
const easter =
  (shift: number): Rule =>
  (year) =>
    easterSunday(year) + shift

holiday('christmas eve', on(12, 24))
holiday('christmas day|christmas', on(12, 25))
holiday('boxing day', on(12, 26))
holiday('new year eve|new years eve', on(12, 31))
holiday('new year day|new years day|new years|new year', on(1, 1))
holiday('canada day', on(7, 1))
holiday('independence day', on(7, 4))
holiday('juneteenth', on(6, 19))
holiday("valentine's day|valentines day|valentine's|valentines", on(2, 14))
holiday("st patrick's day|saint patrick's day|st patricks day", on(3, 17))
holiday('halloween', on(10, 31))
holiday("remembrance day|veterans day|veteran's day", on(11, 11))
holiday('truth and reconciliation day|national day for truth and reconciliation', on(9, 30))
holiday('thanksgiving day|thanksgiving', byCountry(nth(10, 0, 2), nth(11, 3, 4)), true)
holiday('american thanksgiving|us thanksgiving', nth(11, 3, 4), true)
holiday('canadian thanksgiving', nth(10, 0, 2), true)
holiday('black friday', (year) => (nthWeekday(year, 11, 3, 4) as Day) + 1, true)
holiday('cyber monday', (year) => (nthWeekday(year, 11, 3, 4) as Day) + 4, true)
holiday('labour day|labor day', nth(9, 0, 1), true)
holiday(
  "family day|presidents day|president's day|presidents' day|louis riel day",
  nth(2, 0, 3),
  true,
)
holiday('memorial day', nth(5, 0, -1), true)
holiday('martin luther king day|martin luther king jr day|mlk day|mlk', nth(1, 0, 3), true)
holiday('victoria day', mondayBefore(5, 25), true)
holiday('civic holiday|bc day|simcoe day', nth(8, 0, 1), true)
holiday('columbus day|indigenous peoples day', nth(10, 0, 2), true)
holiday("mother's day|mothers day", nth(5, 6, 2), true)
holiday("father's day|fathers day", nth(6, 6, 3), true)
holiday('good friday', easter(-2), true)
holiday('easter monday', easter(1), true)
holiday('easter sunday|easter', easter(0), true)

/** A holiday as it next comes; moving ones follow the client's country and are read back. */
export function findHoliday(tokens: readonly Token[], i: number, base: Base): Found {
  const k = isWord(tokens, i, 'the', 'this', 'next', 'on') && !isWord(tokens, i, 'on') ? i + 1 : i
  const options = holidays.get(at(tokens, k).text)
  if (!options) return undefined
  if (
    isWord(tokens, k, 'new') &&
    isWord(tokens, k - 1, 'the') &&
    !isWord(tokens, k + 2, 'day', 'eve')
  )
    return undefined
  for (const { words, rule, moving } of options) {
    if (!words.every((word, n) => at(tokens, k + 1 + n).text === word)) continue
    const { year } = dateOf(base.today)
    const now = rule(year, base.country)
    const day = now >= base.today ? now : rule(year + 1, base.country)
    const next = k + 1 + words.length
    const around = spanAround(tokens, next, day)
    return around ?? foundDate(oneDay(day, moving ? { readBack: true } : {}), next)
  }
  return undefined
}

/** "Christmas week", "Thanksgiving weekend": the week it falls in, the Saturday and Sunday nearest to it. */
function spanAround(tokens: readonly Token[], i: number, day: Day): Found {
  if (isWord(tokens, i, 'week')) {
    const monday = mondayOf(day)
    return foundDate(placed(monday, monday + 7, 'week', { monday }), i + 1)
  }
  const weekend = isWord(tokens, i, 'long') ? i + 1 : i
  if (!isWord(tokens, weekend, 'weekend')) return undefined
  const saturday = mondayOf(day) + (weekdayOf(day) < 2 ? -2 : 5)
  return foundDate(placed(saturday, saturday + 2), weekend + 1)
}

/** Gregorian Easter, after Butcher and Meeus (Astronomical Algorithms, 1991). */
function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d =
    (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const m = Math.floor((a + 11 * d + 22 * e) / 451)
  const month = Math.floor((d + e - 7 * m + 114) / 31)
  return dayNumber(year, month, ((d + e - 7 * m + 114) % 31) + 1)
}
