import type { Piece } from '../pieces/piece.ts'
import type { TimeExpr } from './request.ts'

/** The time expression of a piece. */
export function timeOf(piece: Piece): TimeExpr | undefined {
  const said = piece.approximate || piece.zone ? asSaid(piece) : {}
  if (piece.k === 'clock') return { clock: piece, bounds: [], ...said }
  if (piece.k === 'part') return { part: piece, bounds: [], ...said }
  if (piece.k === 'window') return { window: piece, bounds: [], ...said }
  if (piece.k === 'bound') return { bounds: [piece], ...said }
  return piece.k === 'moment' ? { moment: piece, bounds: [], ...said } : undefined
}

function asSaid({ approximate, zone }: Piece): Pick<TimeExpr, 'approximate' | 'zone'> {
  return { ...(approximate && { approximate }), ...(zone && { zone }) }
}
