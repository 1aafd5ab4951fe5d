import { isName, isOtherMeaning, streets } from './names.ts'
import { numberRun } from './number-runs.ts'
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

/** "this is the one", "the second one", "2 of us"; "the one thirty slot" is a time. */
function isPronoun(tokens: readonly Token[], i: number): boolean {
  const { text, value } = at(tokens, i)
  if (value < 5 && isWord(tokens, i + 1, 'of') && at(tokens, i + 2).tag !== 'month') return true
  if (isWord(tokens, i - 1, 'the') && isWord(tokens, i - 2, 'of') && value < 5)
    return at(tokens, i + 1).tag !== 'month'
  if (text === '4' && isWord(tokens, i + 1, 'me', 'us', 'you')) return !isWord(tokens, i - 1, 'at')
  if (text !== 'one' || at(tokens, i + 1).tag === 'number') return false
  if (dayParts.has(at(tokens, i + 1).name)) return !isWord(tokens, i - 1, 'at', 'around', 'about')
  const before = at(tokens, i - 1)
  if (["o'clock", 'am', 'pm'].includes(before.text)) return true
  const named = before.tag === 'weekday' || before.tag === 'part'
  if (named && isWord(tokens, i - 2, 'the') && !isWord(tokens, i - 3, 'in', 'on')) return true
  if (isWord(tokens, i + 1, 'more')) return true
  const pointed = pointers.has(at(tokens, i - 1).text) || at(tokens, i - 1).tag === 'ordinal'
  return pointed && !isWord(tokens, i + 1, "o'clock", 'pm', 'am', 'in')
}

/** "one morning next week". */
const dayParts = new Set(['morning', 'afternoon', 'evening'])

const pointers = new Set(
  'this that the no any which a other another each either later earlier next last good best every'.split(
    ' ',
  ),
)

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
