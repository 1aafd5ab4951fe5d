import type { Token } from './token.ts'
import { at, isWord } from './token.ts'

/** End of a phone number, card number or postal code that starts at `i`; `i` when there is none. */
export function numberRun(tokens: readonly Token[], i: number): number {
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
  if (isWrittenDate(tokens, i) || isWrittenRange(tokens, i) || isDayBeforeYear(tokens, i)) return i
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

/** "Nov 24 2026 4 pm". */
function isDayBeforeYear(tokens: readonly Token[], i: number): boolean {
  const { digits, value } = at(tokens, i + 1)
  return at(tokens, i - 1).tag === 'month' && digits === 4 && value >= 2000 && value < 2100
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
