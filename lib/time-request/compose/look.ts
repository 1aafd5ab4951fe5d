import { inHalf } from '../settle/clock.ts'
import type { DateSpec, Half, Op, Piece, TimePoint } from '../pieces/piece.ts'
import { at } from '../words/token.ts'
import type { Token } from '../words/token.ts'

/** What a range rule found, and the piece after it. */
export type Built = { piece: Piece; also?: Piece; next: number } | undefined

export function opAt(pieces: readonly Piece[], i: number): Op | undefined {
  const piece = pieces[i]
  return piece?.k === 'op' ? piece.op : undefined
}

/** Past the words that say nothing between an edge and its time. */
export function skipFill(pieces: readonly Piece[], i: number): number {
  let k = i
  while (k < i + 3 && ['at', 'approx', 'like', 'from'].includes(opAt(pieces, k) ?? '')) k++
  return k
}

export function pointAt(pieces: readonly Piece[], i: number): TimePoint | undefined {
  const piece = pieces[i]
  return piece?.k === 'clock' || piece?.k === 'part' || piece?.k === 'now' ? piece : undefined
}

export function dateAt(pieces: readonly Piece[], i: number): DateSpec | undefined {
  const piece = pieces[i]
  return piece?.k === 'date' ? piece.spec : undefined
}

const clauseWords = new Set<Op>(['word', 'to', 'busy', 'done', 'at', 'by', 'approx', 'topic'])

/** Past what an edge is said of, to its hour: "before my 3 o'clock", "after I drop the kids at 8:30"; `i` when none is there. */
export function skipClause(pieces: readonly Piece[], i: number): number {
  let k = i
  while (k < i + 8 && clauseWords.has(opAt(pieces, k) ?? 'stop')) k++
  return k > i && pieces[k]?.k === 'clock' ? k : i
}

/** "before my meeting tomorrow at 3": past what is said of the edge and its day, to the hour; `date` is the day's place. */
export function skipDatedClause(
  pieces: readonly Piece[],
  i: number,
): { date: number; clock: number } | undefined {
  let k = i
  while (k < i + 5 && (opAt(pieces, k) === 'word' || opAt(pieces, k) === 'busy')) k++
  const dated = k > i && pieces[k]?.k === 'date' && opAt(pieces, k + 1) === 'at'
  return dated && pieces[k + 2]?.k === 'clock' ? { date: k, clock: k + 2 } : undefined
}

const daily: Record<string, Half> = {
  drop: 'am',
  dropped: 'am',
  dropping: 'am',
  breakfast: 'am',
  wake: 'am',
  bed: 'pm',
  bedtime: 'pm',
  dinner: 'pm',
  supper: 'pm',
  asleep: 'pm',
}

/** The half of the day what is said of an edge belongs to: "after I drop the kids at 8:30", "before they go to bed at 8". */
export function inDailyHalf(
  point: TimePoint,
  tokens: readonly Token[],
  from: number,
  to: number,
): TimePoint {
  if (point.k !== 'clock') return point
  for (let k = from; k < to; k++) {
    const { text, name } = at(tokens, k)
    const half = daily[text] ?? daily[name]
    if (half) return { ...point, options: inHalf(point.options, half) }
  }
  return point
}
