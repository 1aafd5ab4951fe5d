import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Found } from './piece.ts'

const fillers = new Set('about almost already like only around nearly just past'.split(' '))

/** "it's 10 now so call me at 11", "it's 2 here": what the clock shows is not the answer, up to the clause's end. */
export function findToldTime(tokens: readonly Token[], i: number): Found {
  const is = isWord(tokens, i, "it's") ? i + 1 : i + 2
  const said = is === i + 1 || (isWord(tokens, i, 'it') && isWord(tokens, i + 1, 'is'))
  if (!said && !(isWord(tokens, i, 'is') && isWord(tokens, i + 1, 'it'))) return undefined
  let k = is
  while (k < is + 3 && fillers.has(at(tokens, k).text)) k++
  const { tag, name } = at(tokens, k)
  if (tag !== 'number' && name !== 'noon' && !isWord(tokens, k, 'half', 'quarter')) return undefined
  for (let n = k + 1; n < k + 7 && !isWord(tokens, n, ',', '.', '?', 'or', 'and', 'so'); n++) {
    if (isWord(tokens, n, 'now', 'here')) return { piece: { k: 'op', op: 'topic' }, next: is }
  }
  return undefined
}

/** The words this rule starts with. */
export const tells = new Set(["it's", 'it', 'is'])
