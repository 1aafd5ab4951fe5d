import type { Base } from '../base.ts'
import { dateOf, dayNumber, mondayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { anchorDay } from './anchor.ts'
import { foundDate, oneDay, placed } from './found.ts'
import { monthAfter, monthSpan, weekOf, weekendOf, yearSpan } from './spans.ts'
import type { DateSpec, Found } from './piece.ts'

/** "next week", "this weekend", "the month after next", "weekdays", "the following week". */
export function findPeriod(tokens: readonly Token[], i: number, base: Base): Found {
  const { text } = at(tokens, i)
  if (text === 'weekdays' || text === 'workdays') return foundDate(weekdays, i + 1)
  if (text === 'weekends') return foundDate(weekend, i + 1)
  if (text === 'during' && isWord(tokens, i + 2, 'week') && isEnd(tokens, i + 3, true))
    return isWord(tokens, i + 1, 'the') ? foundDate(weekdays, i + 3) : undefined
  const k = isWord(tokens, i, 'the') ? i + 1 : i
  const unit = at(tokens, k)
  if (unit.tag === 'unit') return bareUnit(tokens, k, base, k > i)
  if (isWord(tokens, k, 'new') && isWord(tokens, k - 1, 'the') && isWord(tokens, k + 1, 'year')) {
    const year = dateOf(base.today).year + 1
    const edge = isWord(tokens, k - 2, 'after', 'before', 'until', 'till', 'by')
    if (edge) return foundDate(oneDay(dayNumber(year, 1, 1)), k + 2)
    return foundDate(monthSpan(base, 1, year), k + 2)
  }
  if (
    isWord(tokens, k, 'next') &&
    isEnd(tokens, k + 1) &&
    isWord(tokens, k - 2, 'week') &&
    isWord(tokens, k - 1, 'or', 'but', ',')
  ) {
    return foundDate(weekOf(base, 1), k + 1)
  }
  if (isWord(tokens, k, 'following') && isEnd(tokens, k + 1) && isWord(tokens, i - 2, 'week'))
    return foundDate(weekOf(base, saidNext(tokens, k) ? 2 : 1), k + 1)
  const which = stepAt(tokens, k)
  if (which === undefined)
    return isWord(tokens, k, 'any', 'every', 'each') ? anyUnit(tokens, k + 1) : undefined
  return steppedUnit(tokens, k + 1, which, base)
}

const weekdays: DateSpec = { type: 'filter', weekdays: [0, 1, 2, 3, 4] }
const weekend: DateSpec = { type: 'filter', weekdays: [5, 6] }

function step(text: string): number | undefined {
  if (text === 'this' || text === 'current' || text === 'same') return 0
  if (text === 'next' || text === 'following' || text === 'coming' || text === 'upcoming') return 1
  return text === 'last' || text === 'past' || text === 'previous' ? -1 : undefined
}

/** After "next week" was said, "the following week" is the one after it. */
function stepAt(tokens: readonly Token[], k: number): number | undefined {
  const which = step(at(tokens, k).text)
  return isWord(tokens, k, 'following') && saidNext(tokens, k) ? 2 : which
}

function steppedUnit(tokens: readonly Token[], i: number, which: number, base: Base): Found {
  const k = which === 0 && isWord(tokens, i, 'coming', 'upcoming', 'working') ? i + 1 : i
  const { name } = at(tokens, k)
  if (name === 'week') return foundDate(weekOf(base, which), k + 1)
  if (name === 'weekend') return foundDate(weekendOf(base, which), k + 1)
  if (name === 'month') return foundDate(monthAfter(base, which), k + 1)
  if (name === 'year') return foundDate(yearSpan(base, which), k + 1)
  if (name === 'weekday' && which === 1) {
    const anchor = isWord(tokens, k + 1, 'after') ? anchorDay(tokens, k + 2, base) : undefined
    return foundDate(nextWorkday(anchor?.day ?? base.today), anchor?.next ?? k + 1)
  }
  return undefined
}

/** "the week after next", "the week after", "weekend", "the week". */
function bareUnit(tokens: readonly Token[], k: number, base: Base, article: boolean): Found {
  const { name, text } = at(tokens, k)
  if (
    isWord(tokens, k + 1, 'after') &&
    (name === 'week' || name === 'month' || name === 'weekend')
  ) {
    const steps = isWord(tokens, k + 2, 'next') ? 2 : isWord(tokens, k + 2, 'that', 'this') ? 1 : 0
    const next = isWord(tokens, k + 2, 'next') && isWord(tokens, k + 3, 'week') ? k + 4 : k + 3
    if (steps > 0) return foundDate(periodAt(name, base, steps), next)
    const dated = name === 'week' && isEnd(tokens, k + 2) ? dayBefore(tokens, k, base) : undefined
    if (dated !== undefined) {
      const monday = mondayOf(dated) + 7
      return foundDate(placed(monday, monday + 7, 'week', { monday }), k + 2)
    }
    if (isEnd(tokens, k + 2))
      return foundDate(periodAt(name, base, saidNext(tokens, k) ? 2 : 1), k + 2)
  }
  if (name === 'weekend' && text !== 'weekends') return foundDate(weekendOf(base, 0), k + 1)
  if (name === 'weekday') return foundDate(weekdays, k + 1)
  if (name === 'week' && article && isEnd(tokens, k + 1)) return foundDate(weekOf(base, 0), k + 1)
  return undefined
}

/** "we are away for Thanksgiving, so the week after", "not the 24th, the week after": the day said before. */
function dayBefore(tokens: readonly Token[], k: number, base: Base): number | undefined {
  for (let i = k - 1; i > k - 8 && i >= 0; i--) {
    const { tag } = at(tokens, i)
    const dated = tag === 'word' || tag === 'month' ? anchorDay(tokens, i, base, false) : undefined
    if (dated) return dated.day
  }
  return undefined
}

function periodAt(name: string, base: Base, steps: number): DateSpec {
  if (name === 'week') return weekOf(base, steps)
  return name === 'month' ? monthAfter(base, steps) : weekendOf(base, steps)
}

function anyUnit(tokens: readonly Token[], i: number): Found {
  const { name } = at(tokens, i)
  if (name === 'weekday') return foundDate(weekdays, i + 1)
  return name === 'weekend' ? foundDate(weekend, i + 1) : undefined
}

function nextWorkday(from: Day): DateSpec {
  let day = from + 1
  while ((((day + 3) % 7) + 7) % 7 > 4) day++
  return placed(day, day + 1, 'day')
}

function isEnd(tokens: readonly Token[], i: number, hours = false): boolean {
  const { tag, text } = at(tokens, i)
  if (
    hours &&
    isWord(tokens, i, 'after', 'before', 'between') &&
    at(tokens, i + 1).tag === 'number'
  )
    return true
  return (
    tag === 'punct' ||
    text === 'or' ||
    text === 'and' ||
    ['that', 'would', 'is', 'works', 'at', 'if', 'please', 'for'].includes(text)
  )
}

/** "next week or the week after": the one after next week. */
function saidNext(tokens: readonly Token[], k: number): boolean {
  return tokens.some(
    (token, i) => i < k && token.text === 'next' && at(tokens, i + 1).tag === 'unit',
  )
}
