import type { Token } from './token.ts'
import { at, isWord } from './token.ts'

/**
 * Marks what looks like a time and is none: phone numbers, money, rates, ages, addresses, postal codes and
 * names. Each mask looks a bounded number of words around, except the runs, which it steps over whole.
 */
export function maskOthers(tokens: Token[]): void {
  const talksOfRates = tokens.some((token) => rateWords.has(token.text))
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.tag === 'number') {
      const run = numberRun(tokens, i)
      if (run > i) {
        mask(tokens, i, run)
        i = run - 1
      } else if (
        isPronoun(tokens, i) ||
        isQuantity(tokens, i) ||
        isLabelled(tokens, i) ||
        isAddress(tokens, i)
      )
        mask(tokens, i, i + 1)
      else if (talksOfRates && isDecimal(tokens, i)) mask(tokens, i, i + 3)
      else if (isRatio(tokens, i)) mask(tokens, i, i + 3)
    } else if (isName(tokens, i) || isOtherMeaning(tokens, i)) mask(tokens, i, i + 1)
  }
}

function mask(tokens: Token[], from: number, to: number): void {
  for (let i = from; i < to && i < tokens.length; i++) (tokens[i] as Token).tag = 'masked'
}

const rateWords = new Set([
  'rate',
  'rates',
  'percent',
  '%',
  'interest',
  'fixed',
  'variable',
  'prime',
  'percentage',
])
const quantities = new Set(
  'dollars dollar bucks k grand thousand million billion percent % cents kids children people bedroom bedrooms bath baths bathroom bathrooms acres properties houses units adults adult percentage points point km miles square feet blocks doors cars times'.split(
    ' ',
  ),
)
const labels = new Set(
  '$ # number unit suite apt apartment building room floor highway hwy route extension ext option line box age aged turning level grade lot version chapter rat of'.split(
    ' ',
  ),
)
const streets = new Set(
  'street st avenue ave road rd drive dr boulevard blvd lane crescent cres court way place terrace highway'.split(
    ' ',
  ),
)

/** End of a phone number, card number or postal code that starts at `i`; `i` when there is none. */
function numberRun(tokens: readonly Token[], i: number): number {
  if (
    at(tokens, i).digits > 0 &&
    at(tokens, i).glued &&
    at(tokens, i - 1).tag === 'word' &&
    at(tokens, i - 1).text.length < 3
  ) {
    if (!isWord(tokens, i - 1, 'h', '@')) return i + 1
  }
  if (isGluedWord(tokens, i + 1) && at(tokens, i + 2).glued && at(tokens, i + 2).digits > 0) {
    if (!isWord(tokens, i + 1, 'h', 't')) return i + 3
  }
  const grouped = isWord(tokens, i + 1, ',') && at(tokens, i + 1).glued && at(tokens, i + 2).glued
  if (grouped && at(tokens, i + 2).digits === 3) return i + 3
  if (isWrittenDate(tokens, i) || isWrittenRange(tokens, i)) return i
  let digits = 0
  let words = 0
  let end = i
  for (let k = i; k < tokens.length; k++) {
    const token = tokens[k] as Token
    if (token.tag === 'number') {
      if (token.digits > 0) digits += token.digits
      else if (token.value < 10) words++
      else break
      end = k + 1
    } else if (isWord(tokens, k, 'oh', 'o', 'double', 'triple')) words++
    else if (!isWord(tokens, k, '-', '.', '(', ')', '+')) break
  }
  return digits >= 7 || words >= 5 || digits + words >= 8 ? end : i
}

/** 2026-03-05 and 12/05/2026 are dates, however many digits. */
function isWrittenDate(tokens: readonly Token[], i: number): boolean {
  const mark = at(tokens, i + 1).text
  return (
    (mark === '-' || mark === '/') &&
    at(tokens, i + 3).text === mark &&
    at(tokens, i).digits + at(tokens, i + 2).digits + at(tokens, i + 4).digits <= 8
  )
}

/** "this is the one", "the second one", "2 of us"; "the one thirty slot" is a time. */
function isPronoun(tokens: readonly Token[], i: number): boolean {
  const { text, value } = at(tokens, i)
  if (value < 5 && isWord(tokens, i + 1, 'of') && at(tokens, i + 2).tag !== 'month') return true
  if (text !== 'one' || at(tokens, i + 1).tag === 'number') return false
  if (isWord(tokens, i + 1, 'more')) return true
  const pointed = pointers.has(at(tokens, i - 1).text) || at(tokens, i - 1).tag === 'ordinal'
  return pointed && !isWord(tokens, i + 1, "o'clock", 'pm', 'am', 'in')
}

const pointers = new Set(
  'this that the no any which a other another each either later earlier next last good best every'.split(
    ' ',
  ),
)

/** 0730-0930 is a range of clocks. */
function isWrittenRange(tokens: readonly Token[], i: number): boolean {
  const [from, to] = [at(tokens, i), at(tokens, i + 2)]
  if (!isWord(tokens, i + 1, '-') || from.digits !== 4 || to.digits !== 4) return false
  if (at(tokens, i + 3).text === '-' || at(tokens, i - 1).text === '-') return false
  return from.value < 2400 && to.value < 2400 && from.value % 100 < 60 && to.value % 100 < 60
}

function isGluedWord(tokens: readonly Token[], i: number): boolean {
  return at(tokens, i).glued && at(tokens, i).tag === 'word'
}

function isQuantity(tokens: readonly Token[], i: number): boolean {
  const next = isWord(tokens, i + 1, 'hundred') ? i + 2 : i + 1
  if (quantities.has(at(tokens, next).text)) return true
  const years = isWord(tokens, next, 'year', 'years', 'yr', 'yrs')
  return years && isWord(tokens, next + 1, 'old', 'term', 'fixed', 'mortgage')
}

function isLabelled(tokens: readonly Token[], i: number): boolean {
  const before = at(tokens, i - 1).text
  if (before === 'of' || before === 'rat') return before === 'rat'
  if (labels.has(before)) return !isWord(tokens, i + 1, ':', 'pm', 'am', "o'clock")
  const person =
    isWord(tokens, i - 1, "i'm", "he's", "she's") ||
    (isWord(tokens, i - 2, 'i') && isWord(tokens, i - 1, 'am'))
  return person && at(tokens, i).value > 12
}

function isAddress(tokens: readonly Token[], i: number): boolean {
  for (let k = i + 1; k <= i + 3; k++) {
    if (streets.has(at(tokens, k).text) && !at(tokens, k).glued)
      return at(tokens, k - 1).tag !== 'number' || k === i + 1
    const tag = at(tokens, k).tag
    if (tag !== 'word' && tag !== 'month' && tag !== 'ordinal') return false
  }
  return false
}

/** 4.79, 5.5: a rate, unless am or pm follows. */
function isDecimal(tokens: readonly Token[], i: number): boolean {
  if (at(tokens, i + 1).text !== '.' || !at(tokens, i + 2).glued) return false
  return at(tokens, i + 2).digits > 0 && !isWord(tokens, i + 3, 'am', 'pm')
}

/** "24/7", "a 1:1". */
function isRatio(tokens: readonly Token[], i: number): boolean {
  const [a, b] = [at(tokens, i), at(tokens, i + 2)]
  if (isWord(tokens, i + 1, '/') && a.value === 24 && b.value === 7) return true
  return isWord(tokens, i + 1, ':') && a.value === 1 && b.value === 1 && b.digits === 1
}

const introductions = new Set([
  "i'm",
  "it's",
  'is',
  'called',
  'named',
  'for',
  'to',
  'hi',
  'hello',
  'hey',
  'with',
])

/** April, May, June, August as people, March as a street. */
function isName(tokens: readonly Token[], i: number): boolean {
  const token = at(tokens, i)
  if (token.tag !== 'month') return false
  if (streets.has(at(tokens, i + 1).text)) return true
  const next = at(tokens, i + 1)
  if (next.tag === 'number' || next.tag === 'ordinal' || isWord(tokens, i + 1, 'the', '/'))
    return false
  if (isWord(tokens, i + 1, 'here', 'calling', 'speaking', 'smith')) return true
  const before = at(tokens, i - 1).text
  if (!introductions.has(before)) return false
  if (before === 'is' || before === 'with')
    return isWord(tokens, i - 2, 'this', 'name', 'speak', 'talk')
  if (before === 'for' || before === 'to')
    return isWord(tokens, i - 2, 'ask', 'asking', 'talk', 'speak', 'talking', 'speaking')
  return true
}

const modalFollowers = new Set(
  'be have need want not i we as he she you also get go take prefer just actually only require'.split(
    ' ',
  ),
)

/** "may I", "I sat down", "the sun", "just a second", "this is the one". */
function isOtherMeaning(tokens: readonly Token[], i: number): boolean {
  const { text, name } = at(tokens, i)
  if (text === 'may') {
    return (
      modalFollowers.has(at(tokens, i + 1).text) ||
      isWord(tokens, i - 1, 'i', 'we', 'he', 'she', 'you', 'that', 'it', 'they')
    )
  }
  if (text === 'march')
    return isWord(tokens, i - 1, 'to') && isWord(tokens, i + 1, 'down', 'in', 'on')
  if (text === 'sat')
    return isWord(tokens, i - 1, 'i', 'we', 'he', 'she', 'just') || isWord(tokens, i + 1, 'down')
  if (text === 'sun') return isWord(tokens, i - 1, 'the') && !isWord(tokens, i + 1, 'at')
  if (text === 'mar' || text === 'wed') return isWord(tokens, i - 1, 'to', 'newly')
  if (name === 'second') {
    return (
      isWord(tokens, i - 1, 'a', 'one', 'just', 'per', 'quick') ||
      isWord(tokens, i + 1, 'thought', 'thoughts', 'opinion', 'mortgage')
    )
  }
  return false
}
