import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readAmount } from './amount.ts'
import type { Amount } from './amount.ts'
import type { DateSpec, Found, MomentPiece } from './piece.ts'

/** "an hour later", "a day before that": a step from the time or day said before. */
export function shifted(amount: Amount, sign: 1 | -1, next: number, alone?: Found): Found {
  return {
    piece: { k: 'shift', amount, sign, ...(alone && { alone: placeOf(alone) }) },
    next,
  }
}

function placeOf(found: NonNullable<Found>): DateSpec | MomentPiece {
  if (found.piece.k === 'date') return found.piece.spec
  return found.piece as MomentPiece
}

const compares = new Set(
  'make do it say about maybe then or and even just try like possibly want prefer be'.split(' '),
)

/** "make it 30 minutes later" compares with what was said or offered; "call me two hours later" counts from now. */
export function isComparison(tokens: readonly Token[], i: number): boolean {
  const { tag, value } = at(tokens, i)
  return tag !== 'number' || value === 1 || compares.has(at(tokens, i - 1).text)
}

/** "that day", "the same day", "that afternoon": the day said before. */
export function findThatDay(tokens: readonly Token[], i: number): Found {
  const k = isWord(tokens, i, 'the') ? i + 1 : i
  const same = isWord(tokens, k, 'same') || (isWord(tokens, k, 'that') && k === i)
  if (!same) return undefined
  const day = isWord(tokens, k, 'that') && isWord(tokens, k + 1, 'same') ? k + 2 : k + 1
  const { tag, text, name } = at(tokens, day)
  if (text === 'day' && !isWord(tokens, day + 1, 'next'))
    return { piece: { k: 'op', op: 'thatDay' }, next: day + 1 }
  const part = tag === 'part' && dayParts.has(name)
  return part ? { piece: { k: 'op', op: 'thatDay' }, next: day } : undefined
}

const dayParts = new Set(['morning', 'afternoon', 'evening'])
const movers = new Set(
  'move push bump bring shift slide delay postpone nudge moving pushing'.split(' '),
)

/** "push it back 30 minutes": a step from a time that only the customer has in mind. */
export function findMoved(tokens: readonly Token[], i: number): Found {
  if (!movers.has(at(tokens, i).text)) return undefined
  for (let k = i + 1; k < i + 8; k++) {
    const amount = readAmount(tokens, k)
    if (amount) return movedBy(tokens, amount.next)
    if (at(tokens, k).tag !== 'word' || isWord(tokens, k, 'to', 'for', 'in', 'from')) break
  }
  return undefined
}

/** An amount that something is moved by stands alone; "move the 30 minute call" is none. */
function movedBy(tokens: readonly Token[], end: number): Found {
  const turn = isWord(tokens, end, 'later', 'earlier', 'back', 'forward', 'ahead', 'up', 'sooner')
  const next = turn ? end + 1 : end
  const closed =
    at(tokens, next).tag === 'punct' ||
    isWord(
      tokens,
      next,
      'if',
      'please',
      'so',
      'to',
      'on',
      'or',
      'and',
      'then',
      'because',
      'instead',
    )
  return closed ? { piece: { k: 'op', op: 'unmet' }, next } : undefined
}

/** The words with which these two rules start. */
export const pointsBack = new Set(['the', 'same', 'that', ...movers])
