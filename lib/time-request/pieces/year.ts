import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'

/** ", 2027", "of 2026", "two thousand twenty seven", "twenty twenty seven", "'27". */
export function readYear(
  tokens: readonly Token[],
  i: number,
): { value: number; next: number } | undefined {
  let k = i
  while (isWord(tokens, k, ',', 'of', '/', '-', 'in', '.') && k < i + 1) k++
  const first = at(tokens, k)
  if (first.tag !== 'number') return undefined
  if (
    first.digits === 4 &&
    first.value >= 1900 &&
    first.value < 2100 &&
    !isWord(tokens, k + 1, 'hours')
  ) {
    return { value: first.value, next: k + 1 }
  }
  if (first.value === 2 && isWord(tokens, k + 1, 'thousand')) {
    const and = isWord(tokens, k + 2, 'and') ? 1 : 0
    const rest = at(tokens, k + 2 + and)
    if (rest.tag === 'number' && rest.value < 100)
      return { value: 2000 + rest.value, next: k + 3 + and }
    return { value: 2000, next: k + 2 }
  }
  const second = at(tokens, k + 1)
  const spoken =
    first.digits === 0 && first.value === 20 && second.digits === 0 && second.tag === 'number'
  return spoken && second.value >= 20 && second.value <= 40
    ? { value: 2000 + second.value, next: k + 2 }
    : undefined
}
