import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Found } from './piece.ts'

/** The words a negated "until" starts with. */
export const negations = new Set(
  "don't doesn't didn't won't isn't aren't not cannot can't never".split(' '),
)
/** Until then the customer is away or at work; "I don't start until 11" leaves the time before. */
const returns = new Set(
  'finish finishes finished get gets done home back off free available return returns arrive arrives land lands up wake wakes out over around here open opens in end ends'.split(
    ' ',
  ),
)

/** "I don't get home until 6", "she isn't back before 4": busy up to then. */
export function findNegatedUntil(tokens: readonly Token[], i: number): Found {
  if (!negations.has(at(tokens, i).text) || isWord(tokens, i - 1, 'why')) return undefined
  let comesBack = false
  for (let k = i + 1; k < i + 7; k++) {
    const { tag, text } = at(tokens, k)
    if (text === 'until' || text === 'till' || text === 'before')
      return comesBack ? { piece: { k: 'op', op: 'busy' }, next: k } : undefined
    if (tag !== 'word' || text === 'have' || text === 'start' || text === 'leave') return undefined
    comesBack ||= returns.has(text)
  }
  return undefined
}
