import type { Op, Piece } from '../pieces/piece.ts'
import { isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { opAt } from './look.ts'

/** "in meetings from 9 to 11, so any time after": an edge with nothing behind it is that of the time said before. */
export function pointBack(pieces: readonly Piece[], tokens: readonly Token[]): Piece[] {
  return pieces.map((piece, i) => {
    const op = opAt(pieces, i)
    if (op === 'so' && isWord(tokens, piece.from, 'then') && isLast(pieces, i + 1))
      return isSaidOf(pieces, i, 'busy') ? { ...piece, k: 'op', op: 'badThat' } : piece
    if (op === 'bad' && isConditional(pieces, i, tokens)) return { ...piece, k: 'op', op: 'or' }
    if ((op === 'afterThat' || op === 'beforeThat') && isRefused(pieces, i + 1))
      return { ...piece, k: 'op', op: 'stop' }
    if ((op !== 'after' && op !== 'before' && op !== 'between') || !isLast(pieces, i + 1))
      return piece
    if (isWord(tokens, piece.to - 1, 'past', 'following')) return piece
    if (isWord(tokens, piece.from - 1, 'week', 'day', 'month')) return piece
    return { k: 'op', op: `${op}That`, from: piece.from, to: piece.to }
  })
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
    if (isWord(tokens, piece.from, 'if')) return true
  }
  return false
}
