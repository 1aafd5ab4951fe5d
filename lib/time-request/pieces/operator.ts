import { at } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { operatorAt } from './operator-phrases.ts'
import type { Found } from './piece.ts'

/** A word that joins, bounds, corrects or refuses; the longest phrase wins. */
export function findOperator(tokens: readonly Token[], i: number): Found {
  const token = at(tokens, i).text
  if (token === 'over' && at(tokens, i - 1).tag === 'weekday') {
    if (at(tokens, i + 1).tag === 'weekday') return notAt(i)
  }
  if (token === 'out' && at(tokens, i - 1).tag === 'weekday' && at(tokens, i + 1).tag === 'punct')
    return { piece: { k: 'op', op: 'bad' }, next: i + 1 }
  const found = operatorAt(tokens, i)
  if (!found) return undefined
  if (token === 'no' && isEvery(at(tokens, i + 1))) return notAt(i)
  const except = found.op === 'but' && found.count === 1 && isAfterAny(tokens, i)
  return { piece: { k: 'op', op: except ? 'except' : found.op }, next: i + found.count }
}

function notAt(i: number): Found {
  return { piece: { k: 'op', op: 'not' }, next: i + 1 }
}

/** "no mornings", "no weekends": refused altogether, not a correction. */
function isEvery({ tag, name, text }: Token): boolean {
  return (
    name === 'plural' ||
    (tag === 'part' && name.endsWith('s')) ||
    text === 'weekends' ||
    text === 'weekdays'
  )
}

const anyWords = new Set(['any', 'every', 'each', 'all', 'anytime', 'anyday'])

/** "any evening but Thursday": the "but" of an exception, when a day or part follows at once. */
function isAfterAny(tokens: readonly Token[], i: number): boolean {
  const next = at(tokens, i + 1)
  if (next.tag !== 'weekday' && next.tag !== 'part' && next.tag !== 'relativeDay') return false
  return [1, 2, 3].some((back) => anyWords.has(at(tokens, i - back).text))
}
