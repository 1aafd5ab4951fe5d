import type { ClockPiece, Op, PartPiece, Piece } from '../pieces/piece.ts'
import { opAt } from './look.ts'

const ranges = new Set<Op>(['between', 'from', 'to', 'until'])

/** "between 10 at night and 2 in the morning": at the end of a range an hour and its part of the day are one clock. */
export function joinHalves(pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some((piece) => piece.k === 'op' && ranges.has(piece.op))) return pieces
  const out: Piece[] = []
  for (let i = 0; i < pieces.length; i++) {
    const [clock, part] = [pieces[i] as Piece, pieces[i + 1]]
    const skip = opAt(pieces, i + 1) === 'at' ? pieces[i + 2] : part
    const one = clock.k === 'clock' && skip?.k === 'part' ? joined(clock, skip) : undefined
    const end = skip === part ? i + 1 : i + 2
    if (one && skip && isEnd(pieces, i, end)) {
      out.push({ ...clock, ...one, to: skip.to })
      i = end
    } else out.push(clock)
  }
  return out
}

function isEnd(pieces: readonly Piece[], start: number, end: number): boolean {
  const before = opAt(pieces, start - 1)
  const after = opAt(pieces, end + 1)
  const leads = before === 'between' || before === 'from' || before === 'to' || before === 'until'
  if (leads || after === 'to' || after === 'until') return true
  return before === 'and' && [2, 3, 4].some((back) => opAt(pieces, start - back) === 'between')
}

/** The hour in the half the part says; a night's small hours are none of the evening. */
function joined(clock: ClockPiece, part: PartPiece): ClockPiece | undefined {
  const { half } = part
  if (!half || part.every || clock.options.length < 2) return undefined
  const options = clock.options.filter((minute) => (half === 'pm' ? minute >= 720 : minute < 720))
  const small = part.start >= 1020 && options.some((minute) => minute < 960)
  return small || options.length !== 1 ? undefined : { k: 'clock', options, half }
}
