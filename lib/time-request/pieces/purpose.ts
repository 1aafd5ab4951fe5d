import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Found } from './piece.ts'

/** What one does on the call: "so I can do 4", "so we could talk at 4". */
const calls = new Set('do make take talk speak chat call meet be only say try start'.split(' '))

/** "at 3 so I can pick up the kids at 4": what it is for is not the answer. */
export function findPurpose(tokens: readonly Token[], i: number): Found {
  if (at(tokens, i).text !== 'so' || !isWord(tokens, i + 1, 'i', 'we', 'he', 'she'))
    return undefined
  if (!isWord(tokens, i + 2, 'can', 'could')) return undefined
  const { text, tag } = at(tokens, i + 3)
  if (tag !== 'word' || calls.has(text)) return undefined
  return { piece: { k: 'op', op: 'topic' }, next: i + 3 }
}
