import type { Op, Piece } from '../pieces/piece.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { opAt } from './look.ts'

/** Words between "the earliest" and its hour: "the earliest I can do is 3". */
const between = new Set<Op>(['word', 'like', 'offer', 'at', 'approx'])

/** "earliest 3, latest 5", "5 latest", "the earliest I can do is 3": an edge at the hour said with it, before it or behind. */
export function joinExtremes(pieces: readonly Piece[], tokens: readonly Token[]): readonly Piece[] {
  if (!tokens.some(({ text }) => text === 'earliest' || text === 'latest')) return pieces
  const out: Piece[] = []
  let taken = -1
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece
    const late = isWord(tokens, piece.to - 1, 'latest')
    const hour = isExtreme(pieces, i, tokens) ? hourAfter(pieces, i + 1, tokens) : undefined
    if (!isExtreme(pieces, i, tokens)) out.push(piece)
    else if (isHour(pieces[i - 1]) && taken !== i - 1)
      out.push({ ...piece, k: 'op', op: late ? 'orEarlier' : 'orLater' })
    else if (hour === undefined) out.push(piece)
    else {
      out.push(...pieces.slice(i, hour).filter(({ k }) => k === 'date'))
      out.push({ ...piece, k: 'op', op: late ? 'until' : 'from' })
      taken = hour
      i = hour - 1
    }
  }
  return out
}

/** "earliest" and "latest" without the "at the" that makes them an edge already. */
function isExtreme(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  const op = opAt(pieces, i)
  if (op !== 'open' && op !== 'orEarlier') return false
  const { from, to } = pieces[i] as Piece
  const { text } = at(tokens, to - 1)
  return (text === 'earliest' || text === 'latest') && !isWord(tokens, from, 'at')
}

/** The place of the hour said with it; a day between needs its "is": "the earliest I can do tomorrow is 3". */
function hourAfter(
  pieces: readonly Piece[],
  i: number,
  tokens: readonly Token[],
): number | undefined {
  let k = i
  let dated = false
  while (k < i + 6 && (between.has(opAt(pieces, k) ?? 'stop') || pieces[k]?.k === 'date')) {
    dated ||= pieces[k]?.k === 'date'
    k++
  }
  const linked = !dated || isWord(tokens, pieces[k - 1]?.from ?? -1, 'is', 'be')
  return linked && isHour(pieces[k]) ? k : undefined
}

function isHour(piece: Piece | undefined): boolean {
  return piece?.k === 'number' || piece?.k === 'clock'
}
