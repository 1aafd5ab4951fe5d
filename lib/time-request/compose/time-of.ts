import type { Piece } from '../pieces/piece.ts'
import type { TimeExpr } from './request.ts'

/** The time expression of a piece. */
export function timeOf(piece: Piece): TimeExpr | undefined {
  const approximate = piece.approximate ? { approximate: true } : {}
  if (piece.k === 'clock') return { clock: piece, bounds: [], ...approximate }
  if (piece.k === 'part') return { part: piece, bounds: [], ...approximate }
  if (piece.k === 'window') return { window: piece, bounds: [] }
  if (piece.k === 'bound') return { bounds: [piece] }
  return piece.k === 'moment' ? { moment: piece, bounds: [], ...approximate } : undefined
}
