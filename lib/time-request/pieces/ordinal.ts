import type { Base } from '../base.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { hourBySound } from './clock-words.ts'
import { foundDate } from './found.ts'
import {
  dayOfMonthPhrase,
  edgeOfMonth,
  readMonthPhrase,
  weekOfMonth,
  workdayOfMonth,
  nthOfMonth,
  weekendOfMonth,
} from './in-month.ts'
import type { Found } from './piece.ts'
import { readYear } from './year.ts'

/** "the 5th", "the third Tuesday of next month", "last day of the month", "first week of May", "15 of june". */
export function findOrdinal(tokens: readonly Token[], i: number, base: Base): Found {
  const article = isWord(tokens, i, 'the')
  const k = article ? i + 1 : i
  const alike = article ? dayBySound(tokens, k) : undefined
  if (alike !== undefined)
    return fromDay([...tokens.slice(0, k), alike, ...tokens.slice(k + 1, k + 6)], k, base, true)
  const token = at(tokens, k)
  const last = isWord(tokens, k, 'last') || isWord(tokens, k, 'final')
  if (token.tag === 'number') return fromNumber(tokens, k, base, article)
  if (token.tag !== 'ordinal' && !last) return undefined
  const nth = last ? -1 : token.value
  const counted = fromCounted(tokens, k + 1, nth, base)
  if (counted || last) return counted
  return fromDay(tokens, k, base, article)
}

/** "the ate of april", "on the too": a day by its sound. */
function dayBySound(tokens: readonly Token[], k: number): Token | undefined {
  const { text, tag } = at(tokens, k)
  const day = tag === 'word' ? hourBySound(text) : undefined
  const closed =
    isWord(tokens, k + 1, 'of', 'at') || (at(tokens, k + 1).tag === 'punct' && text !== 'for')
  return day !== undefined && closed
    ? { ...at(tokens, k), tag: 'ordinal', value: day, digits: 1 }
    : undefined
}

/** "third Tuesday of March", "last day of the month", "second week of June". */
function fromCounted(tokens: readonly Token[], i: number, nth: number, base: Base): Found {
  const fromEnd = nth > 0 && isWord(tokens, i, 'last', 'to')
  const k = fromEnd ? (isWord(tokens, i, 'to') ? i + 2 : i + 1) : i
  const count = fromEnd ? -nth : nth
  const several = severalOfMonth(tokens, k, count, base)
  if (several) return several
  const { tag, name, value } = at(tokens, k)
  const month = readMonthPhrase(tokens, k + 1, base)
  if (tag === 'weekday') {
    if (month) return foundDate(nthOfMonth(base, month, value, count), month.next)
    return nth > 0 && !fromEnd ? foundDate({ type: 'nth', nth, weekday: value }, k + 1) : undefined
  }
  if (tag !== 'unit' || !month) return undefined
  if (name === 'day') return foundDate(dayOfMonthPhrase(base, month, count), month.next)
  if (name === 'weekday') return foundDate(workdayOfMonth(base, month, count), month.next)
  if (name === 'week') return foundDate(weekOfMonth(base, month, count), month.next)
  return name === 'weekend' ? foundDate(weekendOfMonth(base, month, count), month.next) : undefined
}

/** "the first two weeks of May", "the last few days of March". */
function severalOfMonth(tokens: readonly Token[], k: number, count: number, base: Base): Found {
  const number = isWord(tokens, k, 'few')
    ? 3
    : isWord(tokens, k, 'couple')
      ? 2
      : at(tokens, k).tag === 'number'
        ? at(tokens, k).value
        : 0
  const unit = isWord(tokens, k + 1, 'of') ? k + 2 : k + 1
  const days =
    number * (at(tokens, unit).name === 'week' ? 7 : at(tokens, unit).name === 'day' ? 1 : 0)
  const month =
    days > 0 && days <= 28 && Math.abs(count) === 1
      ? readMonthPhrase(tokens, unit + 1, base)
      : undefined
  return month && foundDate(edgeOfMonth(base, month, count * days), month.next)
}

/** "the 5th", "5th of March", "15th february 2027", "the 15th of next month". */
function fromDay(tokens: readonly Token[], k: number, base: Base, article: boolean): Found {
  const { value: day, digits, text } = at(tokens, k)
  const month = readMonthPhrase(tokens, k + 1, base)
  if (month) return foundDate(dayOfMonthPhrase(base, month, day), month.next)
  if (at(tokens, k + 1).tag === 'month') {
    const year = readYear(tokens, k + 2)
    const spec = {
      type: 'dayOfMonth' as const,
      day,
      month: at(tokens, k + 1).value,
      ...(year && { year: year.value }),
    }
    return foundDate(spec, year?.next ?? k + 2)
  }
  const follows = at(tokens, k + 1)
  const noun = follows.tag === 'word' && !calm.has(follows.text)
  const spelled = digits === 0 && !text.includes('-')
  if (spelled && (noun || !(article || expectsDay(tokens, k)))) return undefined
  if (follows.tag === 'unit' || follows.tag === 'masked') return undefined
  return foundDate({ type: 'dayOfMonth', day }, k + 1)
}

const calm = new Set(
  'at in around about after before works would is or and but if between from please by on okay ok not for to through till until sometime anytime maybe then say morning afternoon instead could should good fine great sounds also as'.split(
    ' ',
  ),
)

function expectsDay(tokens: readonly Token[], k: number): boolean {
  const before = at(tokens, k - 1)
  return (
    before.tag === 'weekday' ||
    isWord(tokens, k - 1, 'on', 'the', 'to', 'through', 'and', 'or', 'till', 'until', 'by')
  )
}

/** "15 of february", "22 feb", "the 24", "20 of next month"; "Monday 21" is a day, "Friday 3" an hour. */
function fromNumber(tokens: readonly Token[], k: number, base: Base, article: boolean): Found {
  const { value: day, digits } = at(tokens, k)
  if (digits > 2 || day < 1 || day > 99 || !Number.isInteger(day)) return undefined
  const dash = isWord(tokens, k + 1, '-') && at(tokens, k + 2).tag === 'month' ? 1 : 0
  const next = at(tokens, k + 1 + dash)
  if (next.tag === 'month' && !(isWord(tokens, k - 1, ':') && at(tokens, k - 2).tag === 'number')) {
    const year = readYear(tokens, k + 2 + dash)
    const spec = {
      type: 'dayOfMonth' as const,
      day,
      month: next.value,
      ...(year && { year: year.value }),
    }
    return foundDate(spec, year?.next ?? k + 2 + dash)
  }
  const month = isWord(tokens, k + 1, 'of') ? readMonthPhrase(tokens, k + 1, base) : undefined
  if (month) return foundDate(dayOfMonthPhrase(base, month, day), month.next)
  if (day > 31) return undefined
  const clockish =
    isWord(tokens, k + 1, ':', 'am', 'pm', "o'clock", '/', '.', '-', 'h') ||
    next.tag === 'number' ||
    next.tag === 'unit'
  const after =
    at(tokens, k - 1).tag === 'weekday' &&
    (day > 12 || (isWord(tokens, k + 1, 'at') && at(tokens, k + 2).tag === 'number')) &&
    digits > 0 &&
    !isWord(tokens, k + 1, ':', 'h', 'am', 'pm')
  const taken = day <= 12 && isWord(tokens, k - 2, 'take', 'with', 'pick')
  const named = article && !taken && !clockish && (next.tag !== 'word' || calm.has(next.text))
  return named || after ? foundDate({ type: 'dayOfMonth', day }, k + 1) : undefined
}
