import type { Base } from '../base.ts'
import { addMonths, weekdayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readAmount } from './amount.ts'
import type { Amount } from './amount.ts'
import { anchorDay } from './anchor.ts'
import { foundDate, oneDay, placed } from './found.ts'
import { comingWeekday } from './spans.ts'
import type { Found } from './piece.ts'

const minuteMs = 60_000

/** "in two hours", "a week from Friday", "three days after Christmas", "the next two weeks", "an hour ago". */
export function findOffset(tokens: readonly Token[], i: number, base: Base): Found {
  const { text } = at(tokens, i)
  if (
    text === 'in' ||
    text === 'over' ||
    text === 'during' ||
    text === 'within' ||
    text === '+' ||
    text === 'after' ||
    text === 'inside'
  )
    return inAmount(tokens, i, base)
  if (text === 'give' && isWord(tokens, i + 1, 'me')) return givenAmount(tokens, i, base)
  if (text === 'next' || text === 'upcoming' || text === 'coming')
    return nextAmount(tokens, i, base)
  if (
    at(tokens, i).tag === 'number' &&
    isWord(tokens, i + 1, 'next', 'upcoming', 'coming') &&
    at(tokens, i + 2).text.endsWith('s')
  )
    return countedNext(tokens, i, base)
  if (text === 'this' && isWord(tokens, i + 1, 'hour', 'minute'))
    return { piece: { k: 'now' }, next: i + 2 }
  return fromAmount(tokens, i, base)
}

/** "in two hours", "in about a week", "within the hour", "in 15". */
function inAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const within = isWord(tokens, i, 'within', 'inside')
  let k = i + 1
  while (
    k < i + 4 &&
    isWord(
      tokens,
      k,
      'about',
      'around',
      'like',
      'roughly',
      'maybe',
      'approximately',
      'the',
      'just',
      'exactly',
      'of',
      'say',
    )
  )
    k++
  if (isWord(tokens, k, 'next', 'coming', 'following', 'upcoming'))
    return nextAmount(tokens, k, base)
  if (within && isWord(tokens, k, 'hour')) return moment(base.now, k + 1, base.now + 60 * minuteMs)
  const two = eitherAmount(tokens, k, base)
  if (two) return two
  const amount = readAmount(tokens, k)
  if (!amount) return inBare(tokens, i, k, base)
  if (isWord(tokens, i, 'after') && !amount.elapsed) return undefined
  if (amount.vague) return { piece: { k: 'vague', doubt: 'vague' }, next: amount.next }
  const next = skipTime(tokens, amount.next)
  if (isWord(tokens, next, 'ago')) return undefined
  const anchored = anchorAfter(tokens, next, base)
  if (anchored) return foundDate(oneDay(shiftDay(anchored.day, amount, 1)), anchored.next)
  if (!within) return placedFrom(base, amount, 1, next)
  if (amount.elapsed) return moment(base.now, next, base.now + elapsedMs(amount))
  return foundDate(placed(base.today, shiftDay(base.today, amount, 1) + 1), next)
}

function skipTime(tokens: readonly Token[], k: number): number {
  if (isWord(tokens, k, 'from') && isWord(tokens, k + 1, 'now', 'today', 'right'))
    return isWord(tokens, k + 1, 'right') ? k + 3 : k + 2
  if (isWord(tokens, k, "'") && isWord(tokens, k + 1, 's')) return skipTime(tokens, k + 2)
  return isWord(tokens, k, 'time') ? k + 1 : k
}

/** "in 15": minutes, when nothing else is counted. */
function inBare(tokens: readonly Token[], i: number, k: number, base: Base): Found {
  const { tag, value } = at(tokens, k)
  const next = at(tokens, k + 1)
  const counted =
    next.tag === 'word' && !['or', 'please', 'if', 'okay', 'ok', 'is', 'works'].includes(next.text)
  const minutes =
    isWord(tokens, i, 'in') && tag === 'number' && value % 5 === 0 && value >= 5 && value <= 55
  if (!minutes || counted || next.tag === 'masked' || next.tag === 'number' || next.tag === 'unit')
    return undefined
  if (next.tag === 'month' || isWord(tokens, k + 1, ':', '/', '-', 'am', 'pm')) return undefined
  return moment(base.now + value * minuteMs, k + 1)
}

/** "in an hour or two", "in two or three days", "in 2 to 3 weeks". */
function eitherAmount(tokens: readonly Token[], k: number, base: Base): Found {
  const first = at(tokens, k)
  const unit = at(tokens, k + 1)
  const article = first.text === 'a' || first.text === 'an'
  const low = article ? 1 : first.value
  if (article ? unit.tag !== 'unit' : first.tag !== 'number') return undefined
  const join = article ? k + 2 : k + 1
  if (!isWord(tokens, join, 'or', 'to', '-') || at(tokens, join + 1).tag !== 'number')
    return undefined
  const measure = article ? unit : at(tokens, join + 2)
  const high = at(tokens, join + 1).value
  const next = article ? join + 2 : join + 3
  if (measure.tag !== 'unit' || high <= low || high > low + 3) return undefined
  const step = measure.name === 'hour' ? 60 : measure.name === 'minute' ? 1 : 0
  const [soon, late] = [low, high].map((n) => base.now + n * step * minuteMs) as [number, number]
  if (step > 0 && isWord(tokens, join, 'or'))
    return { piece: { k: 'moment', start: soon, or: late }, next }
  if (step > 0)
    return moment(base.now + low * step * minuteMs, next, base.now + high * step * minuteMs)
  const days = measure.name === 'week' ? 7 * measure.value : measure.name === 'day' ? 1 : 0
  if (days === 0) return undefined
  const spans = [low, high].map((n) => ({
    from: base.today + n * days,
    to: base.today + n * days + 1,
  }))
  return foundDate({ type: 'days', spans, unit: 'span' }, next)
}

/** "give me half an hour" is half an hour from now. */
function givenAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const k = isWord(tokens, i + 2, 'about', 'like', 'another') ? i + 3 : i + 2
  const amount = readAmount(tokens, k)
  return amount?.elapsed && !amount.vague ? placedFrom(base, amount, 1, amount.next) : undefined
}

/** "the next three days" start tomorrow; "the next two hours" start now. */
function nextAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const k = i + 1
  if (isWord(tokens, k, 'hour', 'minute'))
    return moment(base.now, k + 1, base.now + (isWord(tokens, k, 'hour') ? 60 : 1) * minuteMs)
  const unit = at(tokens, k).name
  const led =
    isWord(tokens, i - 1, 'the') && isWord(tokens, i - 2, 'in', 'within', 'over', 'during')
  if (led && (unit === 'week' || unit === 'month') && at(tokens, k).tag === 'unit') {
    const to = unit === 'week' ? base.today + 7 * at(tokens, k).value : addMonths(base.today, 1)
    return foundDate(placed(base.today + 1, to + 1), k + 1)
  }
  if (at(tokens, k).tag !== 'number' && !isWord(tokens, k, 'couple', 'few', 'several', 'half'))
    return undefined
  const amount = readAmount(tokens, k)
  if (!amount) return undefined
  if (amount.vague) return { piece: { k: 'vague', doubt: 'vague' }, next: amount.next }
  if (amount.elapsed) return moment(base.now, amount.next, base.now + elapsedMs(amount))
  return foundDate(placed(base.today + 1, shiftDay(base.today, amount, 1) + 1), amount.next)
}

/** "the 2 next days". */
function countedNext(tokens: readonly Token[], i: number, base: Base): Found {
  const amount = readAmount([at(tokens, i), ...tokens.slice(i + 2, i + 3)], 0)
  if (!amount || amount.elapsed) return undefined
  return foundDate(placed(base.today + 1, shiftDay(base.today, amount, 1) + 1), i + 3)
}

/** "an hour from now", "a week from Friday", "two days later", "three weeks ago", "two Fridays from now". */
function fromAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const fridays = weekdaysFromNow(tokens, i, base)
  if (fridays) return fridays
  const amount = isWord(tokens, i, 'week') ? readWeek(i) : readAmount(tokens, i)
  if (!amount) return undefined
  const k = amount.next
  const word = at(tokens, k).text
  if (word === 'ago' || word === 'earlier' || (word === 'before' && isWord(tokens, k + 1, 'now'))) {
    return placedFrom(base, amount, -1, word === 'before' ? k + 2 : k + 1)
  }
  if (word === 'later' || word === 'hence' || word === 'out') return later(base, amount, k + 1)
  if (word === 'from' && isWord(tokens, k + 1, 'now', 'right'))
    return later(base, amount, isWord(tokens, k + 1, 'right') ? k + 3 : k + 2)
  const anchored = anchorAfter(tokens, k, base)
  if (!anchored || amount.elapsed) return undefined
  if (amount.vague) return { piece: { k: 'vague', doubt: 'vague' }, next: anchored.next }
  return foundDate(
    oneDay(shiftDay(anchored.day, amount, word === 'before' ? -1 : 1)),
    anchored.next,
  )
}

/** "week from Tuesday", without its article. */
function readWeek(i: number): Amount {
  return {
    minutes: 0,
    days: 0,
    weeks: 1,
    months: 0,
    workdays: 0,
    elapsed: false,
    vague: false,
    next: i + 1,
  }
}

function later(base: Base, amount: Amount, next: number): Found {
  return amount.vague
    ? { piece: { k: 'vague', doubt: 'vague' }, next }
    : placedFrom(base, amount, 1, next)
}

/** "from Friday", "after Christmas", "before the 15th", "tomorrow" after "a week". */
function anchorAfter(
  tokens: readonly Token[],
  k: number,
  base: Base,
): { day: Day; next: number } | undefined {
  const turn = isWord(tokens, k, 'from', 'after', 'before', 'following')
  const day = at(tokens, k)
  const bare = day.tag === 'weekday' || (day.tag === 'relativeDay' && day.value >= 0)
  if (!turn && !(bare && isWord(tokens, k - 1, 'week', 'weeks', 'month', 'fortnight')))
    return undefined
  return anchorDay(tokens, turn ? k + 1 : k, base)
}

function weekdaysFromNow(tokens: readonly Token[], i: number, base: Base): Found {
  const count = isWord(tokens, i, 'a') ? 1 : at(tokens, i).value
  const day = at(tokens, i + 1)
  if (
    day.tag !== 'weekday' ||
    at(tokens, i).tag !== 'number' ||
    !isWord(tokens, i + 2, 'from') ||
    !isWord(tokens, i + 3, 'now', 'today')
  )
    return undefined
  return foundDate(oneDay(comingWeekday(base, day.value) + 7 * (count - 1)), i + 4)
}

function placedFrom(base: Base, amount: Amount, sign: 1 | -1, next: number): Found {
  if (amount.elapsed) return moment(base.now + sign * elapsedMs(amount), next)
  return foundDate(oneDay(shiftDay(base.today, amount, sign)), next)
}

function elapsedMs(amount: Amount): number {
  return (amount.minutes + (amount.days + 7 * amount.weeks) * 1440) * minuteMs
}

/** Calendar days, weeks and months on; business days skip Saturdays and Sundays. */
export function shiftDay(day: Day, amount: Amount, sign: 1 | -1): Day {
  let shifted =
    addMonths(day, sign * Math.round(amount.months)) +
    sign * (amount.days + Math.round(7 * amount.weeks))
  for (let left = Math.min(amount.workdays, 500); left > 0;) {
    shifted += sign
    if (weekdayOf(shifted) < 5) left--
  }
  return shifted
}

function moment(start: number, next: number, end?: number): Found {
  return { piece: { k: 'moment', start, ...(end !== undefined && { end }) }, next }
}
