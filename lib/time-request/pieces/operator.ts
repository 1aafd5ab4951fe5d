import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { negations } from './negated-until.ts'
import { operatorAt } from './operator-index.ts'
import { findPart } from './day-part.ts'
import type { Found, Op } from './piece.ts'

/** A word that joins, bounds, corrects or refuses; the longest phrase wins. */
export function findOperator(tokens: readonly Token[], i: number): Found {
  const token = at(tokens, i).text
  if (token === 'over' && at(tokens, i - 1).tag === 'weekday') {
    if (at(tokens, i + 1).tag === 'weekday') return notAt(i)
  }
  if (token === 'out' && at(tokens, i - 1).tag === 'weekday' && at(tokens, i + 1).tag === 'punct')
    return { piece: { k: 'op', op: 'bad' }, next: i + 1 }
  const next = at(tokens, i + 1).text
  if (token === 'full' && next !== 'day' && next !== 'time' && isDay(at(tokens, i - 1)))
    return { piece: { k: 'op', op: 'bad' }, next: i + 1 }
  if ((next === 'until' || next === 'till') && isAway(tokens, i))
    return { piece: { k: 'op', op: 'busy' }, next: i + 1 }
  const found = operatorAt(tokens, i)
  if (!found) return undefined
  if (isOrPart(tokens, i, found)) return { piece: { k: 'op', op: 'or' }, next: i + 1 }
  if (token === 'no' && isEvery(at(tokens, i + 1))) return notAt(i)
  const except = found.op === 'but' && found.count === 1 && isAfterAny(tokens, i)
  return { piece: { k: 'op', op: except ? 'except' : found.op }, next: i + found.count }
}

/** "away till the 1st", "at work until 5": busy up to then, with or without an "I'm". */
const away = new Set(
  'away gone out working driving traveling travelling flying teaching sleeping asleep meeting meetings goes runs lasts class court school'.split(
    ' ',
  ),
)

/** "at my desk until 5": there to be called. */
const reachable = new Set('office desk house phone computer line'.split(' '))

function isAway(tokens: readonly Token[], i: number): boolean {
  const { text, tag } = at(tokens, i)
  const somewhere =
    tag === 'word' &&
    !reachable.has(text) &&
    isWord(tokens, i - 1, 'the', 'my') &&
    isWord(tokens, i - 2, 'at', 'in', 'on')
  if (!somewhere && !away.has(text) && !(text === 'work' && isWord(tokens, i - 1, 'at')))
    return false
  return !tokens.slice(Math.max(0, i - 4), i).some((token) => negations.has(token.text))
}

/** "at 2:15 or after work": a part of the day, not "or later". */
function isOrPart(
  tokens: readonly Token[],
  i: number,
  { op, count }: { op: Op; count: number },
): boolean {
  if ((op !== 'orLater' && op !== 'orEarlier') || count !== 2) return false
  return !isWord(tokens, i - 1, 'before') && findPart(tokens, i + 1) !== undefined
}

function isDay({ tag }: Token): boolean {
  return tag === 'weekday' || tag === 'relativeDay'
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
  const next = at(tokens, isWord(tokens, i + 1, 'my', 'the', 'our') ? i + 2 : i + 1)
  if (next.tag !== 'weekday' && next.tag !== 'part' && next.tag !== 'relativeDay') return false
  return [1, 2, 3].some((back) => anyWords.has(at(tokens, i - back).text))
}
