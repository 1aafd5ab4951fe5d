import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { hourBySound } from './clock-words.ts'

/** How many, `vague` for "a few"; `next` is the token behind it. */
export type Count = { value: number; next: number; vague: boolean }

/** "two", "a", "half an", "a couple of", "2.5", "1/2", "three quarters of an", "a few". */
export function readCount(tokens: readonly Token[], i: number): Count | undefined {
  const k =
    isWord(tokens, i, 'a') &&
    isWord(
      tokens,
      i + 1,
      'couple',
      'few',
      'half',
      'quarter',
      'bit',
      'good',
      'whole',
      'full',
      'solid',
    )
      ? i + 1
      : i
  const exactly = (value: number, next: number): Count => ({ value, next, vague: false })
  const { text, tag, value, digits } = at(tokens, k)
  if (text === 'good' || text === 'whole' || text === 'full' || text === 'solid')
    return exactly(1, k + 1)
  if (text === 'couple') return exactly(2, skipOf(tokens, k + 1))
  if (
    text === 'few' ||
    text === 'several' ||
    (text === 'some' && at(tokens, k + 1).tag === 'unit')
  ) {
    return { value: 3, next: skipOf(tokens, k + 1), vague: true }
  }
  if (text === 'half') return exactly(0.5, skipArticle(tokens, k + 1))
  if (text === 'quarter' && isWord(tokens, k + 1, 'of'))
    return exactly(0.25, skipArticle(tokens, k + 2))
  if (text === 'a' || text === 'an' || text === 'another') return exactly(1, k + 1)
  const alike =
    tag === 'word' && at(tokens, k + 1).tag === 'unit'
      ? text === 'to'
        ? 2
        : hourBySound(text)
      : undefined
  if (alike !== undefined) return exactly(alike, k + 1)
  if (tag !== 'number' || !Number.isFinite(value)) return undefined
  if (value === 3 && isWord(tokens, k + 1, 'quarter'))
    return exactly(0.75, skipArticle(tokens, skipOf(tokens, k + 2)))
  const after = at(tokens, k + 2)
  if (digits > 0 && isWord(tokens, k + 1, '/') && after.value > 0)
    return exactly(value / after.value, skipArticle(tokens, k + 3))
  if (digits > 0 && isWord(tokens, k + 1, '.') && after.glued && after.digits === 1) {
    return exactly(value + after.value / 10, k + 3)
  }
  const half =
    isWord(tokens, k + 1, 'and') &&
    isWord(tokens, k + 2, 'a', 'an') &&
    isWord(tokens, k + 3, 'half')
  return half ? exactly(value + 0.5, k + 4) : exactly(value, k + 1)
}

function skipOf(tokens: readonly Token[], k: number): number {
  return isWord(tokens, k, 'of') ? k + 1 : k
}

function skipArticle(tokens: readonly Token[], k: number): number {
  const next = skipOf(tokens, k)
  return isWord(tokens, next, 'an', 'a') ? next + 1 : next
}
