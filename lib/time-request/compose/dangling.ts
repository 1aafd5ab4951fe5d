import type { Op, Piece } from '../pieces/piece.ts'
import { isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { opAt } from './look.ts'

const turning = new Set<Op>([
  'orLater',
  'so',
  'bad',
  'busy',
  'afterThat',
  'beforeThat',
  'after',
  'before',
  'between',
])

/** "so any time after", "a thing then", "if that doesn't work": words that mean more by what stands around them. */
export function pointBack(pieces: readonly Piece[], tokens: readonly Token[]): readonly Piece[] {
  if (!pieces.some((piece) => piece.k === 'op' && turning.has(piece.op))) return pieces
  return pieces.map((piece, i) => {
    const op = opAt(pieces, i)
    const turned = op && turning.has(op) ? turnedOp(op, pieces, i, tokens) : op
    return turned === undefined || turned === op
      ? piece
      : { k: 'op', op: turned, from: piece.from, to: piece.to }
  })
}

function turnedOp(op: Op, pieces: readonly Piece[], i: number, tokens: readonly Token[]): Op {
  const { from, to } = pieces[i] as Piece
  switch (op) {
    case 'so':
      if (!isWord(tokens, from, 'then') || !isLast(pieces, i + 1)) return op
      return isSaidOf(pieces, i, 'busy') || opAt(pieces, i - 1) === 'not' ? 'badThat' : op
    case 'orLater':
      return isNegatedEdge(pieces, i - 2, tokens) && pieces[i + 1]?.k !== 'op' ? 'until' : op
    case 'bad':
      return isConditional(pieces, i, tokens) ? 'or' : op
    case 'busy':
      return isWord(tokens, from, 'busy', 'booked', 'tied') && isConditional(pieces, i, tokens)
        ? 'or'
        : op
    case 'afterThat':
    case 'beforeThat':
      return isRefused(pieces, i + 1) ? 'stop' : op
    case 'after':
    case 'before':
    case 'between':
      return (isLast(pieces, i + 1) || (op !== 'between' && isWord(tokens, to, 'on'))) &&
        !isWord(tokens, to - 1, 'past', 'following') &&
        !isWord(tokens, from - 1, 'week', 'day', 'month')
        ? `${op}That`
        : op
    default:
      return op
  }
}

const closing = new Set<Op>(['stop', 'comma', 'offer', 'so', 'hence', 'but'])

function isLast(pieces: readonly Piece[], i: number): boolean {
  const op = opAt(pieces, i)
  return pieces[i] === undefined || (op !== undefined && closing.has(op))
}

/** "free until 3, after that I'm busy": no wish. */
function isRefused(pieces: readonly Piece[], i: number): boolean {
  let k = i
  while (k < i + 3 && ['word', 'comma', 'like'].includes(opAt(pieces, k) ?? '')) k++
  return ['busy', 'bad', 'not'].includes(opAt(pieces, k) ?? '')
}

/** "I've got a thing then": the clause up to `i` is busy. */
function isSaidOf(pieces: readonly Piece[], i: number, op: Op): boolean {
  let k = i - 1
  while (k > i - 5 && opAt(pieces, k) === 'word') k--
  return opAt(pieces, k) === op
}

/** "Monday, and if that doesn't work, Tuesday": a refusal that may not come true is an "or". */
function isConditional(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  for (let k = i - 1; k > i - 5; k--) {
    const piece = pieces[k]
    if (piece?.k !== 'op' || piece.op === 'comma' || piece.op === 'stop') return false
    if (isWord(tokens, piece.from, 'if', 'unless')) return true
  }
  return false
}

/** "not before 3 or after 5": what is refused at one end is at the other. */
function isNegatedEdge(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  const from = pieces[i]
  return opAt(pieces, i) === 'from' && isWord(tokens, from?.from ?? -1, 'not', 'no', 'nothing')
}
