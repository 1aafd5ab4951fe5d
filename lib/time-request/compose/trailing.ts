import type { Piece } from '../pieces/piece.ts'
import { isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'

/** "morning or after 4": with a time behind it "or after" opens a second wish, else it belongs to the first. */
export function splitTrailing(pieces: readonly Piece[], tokens: readonly Token[]): Piece[] {
  return pieces.flatMap((piece, i): Piece[] => {
    if (piece.k !== 'op' || (piece.op !== 'orLater' && piece.op !== 'orEarlier')) return [piece]
    if (!isWord(tokens, piece.from, 'or', 'and') || isWord(tokens, piece.to, 'on')) return [piece]
    if (!isWord(tokens, piece.to - 1, 'after', 'before')) return [piece]
    const next = pieces[i + 1]
    if (!next || next.k === 'op' || next.k === 'vague') return [piece]
    const { from, to } = piece
    const edge = piece.op === 'orLater' ? ('after' as const) : ('before' as const)
    return [
      { k: 'op', op: 'or', from, to },
      { k: 'op', op: edge, from, to },
    ]
  })
}
