import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readAmount } from './amount.ts'
import { foundDate } from './found.ts'
import type { Found, WeekdayHow } from './piece.ts'

const hows: Record<string, WeekdayHow> = {
  this: 'this',
  next: 'next',
  last: 'last',
  past: 'last',
  previous: 'last',
  coming: 'coming',
  upcoming: 'coming',
  following: 'next',
  every: 'every',
  each: 'every',
  any: 'every',
}

/** "Friday", "this Friday", "next Friday", "Friday after next", "Friday week", "Fridays". */
export function findWeekday(tokens: readonly Token[], i: number): Found {
  if (at(tokens, i).tag === 'weekday') return tail(tokens, i, 'plain')
  let k = i
  if (isWord(tokens, k, 'the')) k++
  const again = sayingNext(tokens, k)
  if (again) return again
  const how = Object.hasOwn(hows, at(tokens, k).text) ? hows[at(tokens, k).text] : undefined
  if (!how) return undefined
  if (at(tokens, k + 1).tag === 'weekday') {
    const contrasted = how === 'next' && saidThis(tokens, k + 1)
    return tail(tokens, k + 1, contrasted ? 'weekOn' : how)
  }
  if (isWord(tokens, k, 'this') && at(tokens, k + 2).tag === 'weekday') {
    if (isWord(tokens, k + 1, 'coming', 'upcoming')) return tail(tokens, k + 2, 'coming')
    if (isWord(tokens, k + 1, 'past', 'last')) return tail(tokens, k + 2, 'last')
    if (isWord(tokens, k + 1, 'next')) return tail(tokens, k + 2, 'next')
  }
  return undefined
}

function tail(tokens: readonly Token[], i: number, how: WeekdayHow): Found {
  const { value: weekday, name } = at(tokens, i)
  let next = i + 1
  if (isWord(tokens, next, '.') && at(tokens, next).glued && at(tokens, i).text.length < 6) next++
  if (isWord(tokens, next, 'after') && isWord(tokens, next + 1, 'next')) {
    const week = isWord(tokens, next + 2, 'week')
    if (!week) return foundDate({ type: 'weekday', weekday, how: 'afterNext' }, next + 2)
  }
  if (isWord(tokens, next, 'after') && isWord(tokens, next + 1, 'this', 'that')) {
    const end = isWord(tokens, next + 2, 'one', 'coming') ? next + 3 : next + 2
    return foundDate({ type: 'weekday', weekday, how: 'afterNext' }, end)
  }
  if (
    isWord(tokens, next, 'after') &&
    at(tokens, next + 1).tag === 'punct' &&
    saidBefore(tokens, i, weekday)
  ) {
    return foundDate({ type: 'weekday', weekday, how: 'afterNext' }, next + 1)
  }
  if (how === 'plain' && isWord(tokens, next, 'week') && !isWord(tokens, next + 1, 'of')) {
    return foundDate({ type: 'weekday', weekday, how: 'weekOn' }, next + 1)
  }
  const weeks =
    how === 'plain' && isWord(tokens, next, 'in') ? weeksAt(tokens, next + 1) : undefined
  if (weeks) return foundDate({ type: 'weekday', weekday, how: weeks.how }, weeks.next)
  if (how === 'plain' && isWord(tokens, next, 'fortnight'))
    return foundDate({ type: 'weekday', weekday, how: 'fortnightOn' }, next + 1)
  if (
    how === 'plain' &&
    isWord(tokens, next, 'next') &&
    !['unit', 'month', 'weekday'].includes(at(tokens, next + 1).tag)
  ) {
    return foundDate({ type: 'weekday', weekday, how: 'next' }, next + 1)
  }
  if (how === 'plain' && name === 'plural')
    return foundDate({ type: 'weekday', weekday, how: 'every' }, next)
  return foundDate({ type: 'weekday', weekday, how }, next)
}

/** "this Saturday or next", "not this Tuesday, the one after": the weekday said before, a week on. */
function sayingNext(tokens: readonly Token[], k: number): Found {
  if (!isWord(tokens, k - 1, 'or', 'the')) return undefined
  const after = isWord(tokens, k, 'one') && isWord(tokens, k + 1, 'after', 'following')
  if (!isWord(tokens, k, 'next') && !after) return undefined
  const that = after && isWord(tokens, k + 2, 'that', 'this')
  const next = after ? k + (that ? 3 : 2) : isWord(tokens, k + 1, 'one') ? k + 2 : k + 1
  if (at(tokens, next).tag !== 'punct' && !(after && isWord(tokens, next, 'at'))) return undefined
  for (let i = k - 1; i > k - 9 && i >= 0; i--) {
    const { tag, value: weekday } = at(tokens, i)
    if (tag === 'weekday') return foundDate({ type: 'weekday', weekday, how: 'afterNext' }, next)
  }
  return after ? { piece: { k: 'op', op: 'unmet' }, next } : undefined
}

/** "not this Friday but next Friday": told apart, they are a week apart, on a Sunday too. */
function saidThis(tokens: readonly Token[], i: number): boolean {
  for (let k = Math.max(1, i - 10); k < i + 10; k++) {
    const same = at(tokens, k).tag === 'weekday' && at(tokens, k).value === at(tokens, i).value
    const word = isWord(tokens, k - 1, 'coming', 'upcoming') ? k - 2 : k - 1
    if (k !== i && same && isWord(tokens, word, 'this')) return true
  }
  return false
}

/** "Tuesday in two weeks". */
function weeksAt(
  tokens: readonly Token[],
  i: number,
): { how: WeekdayHow; next: number } | undefined {
  const amount = readAmount(tokens, i)
  if (!amount || amount.vague || amount.days + amount.minutes + amount.months > 0) return undefined
  if (amount.weeks !== 1 && amount.weeks !== 2) return undefined
  return { how: amount.weeks === 1 ? 'weekOn' : 'fortnightOn', next: amount.next }
}

function saidBefore(tokens: readonly Token[], i: number, weekday: number): boolean {
  return tokens
    .slice(Math.max(0, i - 8), i)
    .some(({ tag, value }) => tag === 'weekday' && value === weekday)
}
