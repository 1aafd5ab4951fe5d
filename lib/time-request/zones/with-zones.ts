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
    const { zone, other } = said
    return { ...piece, zone: { zone, ...(other !== undefined && { other }) } }
  })
}
