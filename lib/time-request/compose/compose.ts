import type { Base } from '../base.ts'
import type { Piece } from '../pieces/piece.ts'
import { timeOf } from './time-of.ts'
import { sameAs, stepOp } from './clause.ts'
import type { Composed } from './request.ts'
import { endClause, freshState } from './state.ts'
import type { State } from './state.ts'
import { takeDate, takeTime } from './take.ts'

/** More times than anyone names in one breath are not heard, so that the work stays in proportion to the words. */
const mostTimes = 24

function isTime(piece: Piece): boolean {
  return piece.k !== 'op' && piece.k !== 'vague' && piece.k !== 'impossible'
}

/**
 * Folds the pieces, left to right, into alternatives and exclusions. An aside ("the deadline is Friday") counts
 * only when nothing else was said.
 */
export function compose(pieces: readonly Piece[], base: Base): Composed {
  const composed = fold(pieces, base)
  const silent = composed.groups.length === 0 && composed.exclusions.length === 0
  if (!silent || !pieces.some((piece) => piece.k === 'op' && piece.op === 'aside')) return composed
  return fold(
    pieces.filter((piece) => piece.k !== 'op' || piece.op !== 'aside'),
    base,
  )
}

function fold(pieces: readonly Piece[], base: Base): Composed {
  let times = 0
  let state = freshState()
  for (const piece of pieces) {
    if (isTime(piece) && ++times > mostTimes) continue
    state = step(state, piece, base)
  }
  return endClause(state, 'wish')
}

function step(state: State, piece: Piece, base: Base): State {
  if (piece.k === 'op') return stepOp(state, piece.op, base)
  if (piece.k === 'impossible')
    return state.mode === 'topic' ? state : { ...state, impossible: true }
  if (piece.k === 'vague') return { ...state, vague: true }
  if (piece.k === 'now')
    return takeTime(state, { moment: { k: 'moment', start: base.now }, bounds: [] })
  if (piece.k === 'date') {
    const dated = takeDate(state, piece.spec, base, piece.flip)
    return state.same ? takeTime({ ...dated, same: false }, sameAs(state)) : dated
  }
  const time = timeOf(piece)
  if (!time) return state
  return takeTime(
    { ...state, approximate: false },
    state.approximate ? { ...time, approximate: true } : time,
  )
}
