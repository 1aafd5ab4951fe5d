import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Found } from './piece.ts'
import { isTimeNext } from './topic.ts'

/** "lunch is 12 to 1", "my break's at 2": offered, or after a "but" the gap in what is wished for. */
export function findMealIs(tokens: readonly Token[], i: number): Found {
  const { name, text } = at(tokens, i)
  if (name !== 'lunch' && name !== 'supper' && text !== 'break') return undefined
  const k = isWord(tokens, i + 1, 'break') ? i + 2 : i + 1
  if (!isWord(tokens, k, 'is') || !isTimeNext(tokens, k + 1)) return undefined
  return { piece: { k: 'op', op: 'meal' }, next: k + 1 }
}
