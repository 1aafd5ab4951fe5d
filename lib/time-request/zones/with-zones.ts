import type { Piece } from '../pieces/piece.ts'
import type { NamedClock } from './find-zone.ts'

/** Gives each clock the zone said with it: the next one named after it, else the one before. */
export function withZones(
  pieces: readonly Piece[],
  clocks: readonly NamedClock[],
): readonly Piece[] {
  if (clocks.length === 0) return pieces
  return pieces.map((piece) => {
    if (!['clock', 'part', 'window', 'bound'].includes(piece.k)) return piece
    const said = clocks.find((clock) => clock.at >= piece.to) ?? clocks.at(-1)
    if (!said) return piece
    const first = piece.k === 'window' ? clockInside(piece, clocks) : undefined
    if (first && first.zone !== said.zone && said.at >= piece.to && said.at < piece.to + 3)
      return { ...piece, zone: { zone: first.zone }, endZone: said.zone }
    const { zone, other } = said
    return { ...piece, zone: { zone, ...(other !== undefined && { other }) } }
  })
}

/** "from 3 Eastern to 3 Pacific": the zone of the range's start. */
function clockInside({ from, to }: Piece, clocks: readonly NamedClock[]): NamedClock | undefined {
  return clocks.find((clock) => clock.at >= from && clock.at < to)
}
