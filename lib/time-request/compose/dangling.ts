import type { Op, Piece } from '../pieces/piece.ts'
import { isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { opAt } from './look.ts'

/** "in meetings from 9 to 11, so any time after": an edge with nothing behind it is that of the time said before. */
export function pointBack(pieces: readonly Piece[], tokens: readonly Token[]): Piece[] {
  return pieces.map((piece, i) => {
    const op = opAt(pieces, i)
    if ((op !== 'after' && op !== 'before') || !isLast(pieces, i + 1)) return piece
    if (isWord(tokens, piece.to - 1, 'past', 'following')) return piece
    return { k: 'op', op: `${op}That`, from: piece.from, to: piece.to }
  })
}

const closing = new Set<Op>(['stop', 'comma', 'offer'])

function isLast(pieces: readonly Piece[], i: number): boolean {
  const op = opAt(pieces, i)
  return pieces[i] === undefined || (op !== undefined && closing.has(op))
}
