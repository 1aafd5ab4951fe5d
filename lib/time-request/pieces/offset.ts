import type { Base } from '../base.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readAmount } from './amount.ts'
import type { Amount } from './amount.ts'
import { anchorAfter } from './anchor.ts'
import { clockOptions, findClock } from './clock.ts'
import { foundDate, oneDay } from './found.ts'
import { eitherAmount, givenAmount, inAmount } from './in-amount.ts'
import { countedNext, nextAmount } from './next-amount.ts'
import type { Found } from './piece.ts'
import { isComparison, shifted } from './said-before.ts'
import { placedFrom, shiftDay } from './shift.ts'
import { comingWeekday } from './spans.ts'

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

/** "an hour from now", "a week from Friday", "two days later", "three weeks ago", "two Fridays from now". */
function fromAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const two = eitherAmount(tokens, i, base)
  if (two && isWord(tokens, two.next, 'from') && isWord(tokens, two.next + 1, 'now'))
    return { ...two, next: two.next + 2 }
  if (two && at(tokens, i).tag !== 'number')
    return { piece: { k: 'vague', doubt: 'vague' }, next: two.next }
  const fridays = weekdaysFromNow(tokens, i, base)
  if (fridays) return fridays
  const amount = isWord(tokens, i, 'week') ? readWeek(i) : readAmount(tokens, i)
  if (!amount) return undefined
  const k = amount.next
  const word = at(tokens, k).text
  if (word === 'ago' || (word === 'before' && isWord(tokens, k + 1, 'now'))) {
    return placedFrom(base, amount, -1, word === 'before' ? k + 2 : k + 1)
  }
  if (word === 'later' || word === 'earlier') return comparedAmount(tokens, i, base, amount)
  if (word === 'hence' || word === 'out') return later(base, amount, k + 1)
  if ((word === 'after' || word === 'before') && isWord(tokens, k + 1, 'that', 'then', 'this'))
    return stepFrom(amount, word === 'after' ? 1 : -1, k + 2)
  if ((word === 'from' || word === 'form') && isWord(tokens, k + 1, 'now', 'right'))
    return later(base, amount, isWord(tokens, k + 1, 'right') ? k + 3 : k + 2)
  if (amount.elapsed) return aroundClock(tokens, amount)
  const anchored = anchorAfter(tokens, k, base)
  if (!anchored) return undefined
  if (amount.vague) return { piece: { k: 'vague', doubt: 'vague' }, next: anchored.next }
  return foundDate(
    oneDay(shiftDay(anchored.day, amount, word === 'before' ? -1 : 1), { readBack: word === 'on' }),
    anchored.next,
  )
}

/** "half an hour before 4", "15 minutes after my 3 o'clock". */
function aroundClock(tokens: readonly Token[], amount: Amount): Found {
  const k = amount.next
  if (!isWord(tokens, k, 'before', 'after')) return undefined
  const clock = clockAt(tokens, isWord(tokens, k + 1, 'my', 'the', 'your') ? k + 2 : k + 1)
  if (!clock) return undefined
  const sign = isWord(tokens, k, 'before') ? -1 : 1
  const options = clock.options.map(
    (minute) => minute + sign * (amount.minutes + amount.days * 1440),
  )
  if (options.some((minute) => minute < 0 || minute >= 1440)) return undefined
  return { piece: { k: 'clock', options }, next: clock.next }
}

/** The hour at `i`: a clock, or a bare number that counts nothing. */
function clockAt(
  tokens: readonly Token[],
  i: number,
): { options: readonly number[]; next: number } | undefined {
  const found = findClock(tokens, i)
  if (found?.piece.k === 'clock') return { options: found.piece.options, next: found.next }
  if (found?.piece.k !== 'number' || found.piece.digits > 2) return undefined
  if (at(tokens, found.next).tag === 'unit') return undefined
  const options = clockOptions(found.piece.value, found.piece.minute ?? 0, undefined)
  return options && { options, next: found.next }
}

/** "an hour later" than what was said; "two hours later" with nothing said is from now. */
function comparedAmount(tokens: readonly Token[], i: number, base: Base, amount: Amount): Found {
  const sign = isWord(tokens, amount.next, 'later') ? 1 : -1
  const next = amount.next + 1
  const alone = isComparison(tokens, i) ? undefined : placedFrom(base, amount, sign, next)
  return stepFrom(amount, sign, next, alone)
}

function stepFrom(amount: Amount, sign: 1 | -1, next: number, alone?: Found): Found {
  return amount.vague
    ? { piece: { k: 'vague', doubt: 'vague' }, next }
    : shifted(amount, sign, next, alone)
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
