import type { Interval } from '../interval.ts'
import type { BlockedStarts } from './blocked-starts.ts'
import type { DayLimits } from './day-limits.ts'
import { minuteMs } from './open-hours.ts'
import { openPieces, runStart } from './open-pieces.ts'
import type { Piece } from './open-pieces.ts'
import type { Settings } from './types.ts'

/** One forward sweep over the open time inside `span`: every start of a free meeting of `length` ms, ascending. */
export function sweepSlots(
  settings: Settings,
  span: Interval,
  rules: { length: number; blocked: BlockedStarts; limits: DayLimits },
): number[] {
  const { length, limits } = rules
  const { from, to } = rules.blocked
  const step = settings.stepMinutes * minuteMs
  const pieces = openPieces(settings, span)
  const runs = settings.stepAnchor === 'open' ? runStarts(settings, span, pieces) : undefined
  const ends = runEnds(pieces)
  const slots: number[] = []
  let begun = 0
  let ended = 0
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece
    if (limits.isTooFar(piece.day) || limits.isFull(piece.day)) continue
    const origin = runs?.[i] ?? piece.midnight
    const last = Math.min(piece.end - 1, (ends[i] as number) - length)
    let start = origin + Math.ceil((piece.start - origin) / step) * step
    while (start <= last) {
      while (begun < from.length && (from[begun] as number) < start) begun++
      while (ended < to.length && (to[ended] as number) <= start) ended++
      if (begun > ended) {
        start = origin + Math.ceil(((to[ended] as number) - origin) / step) * step
        continue
      }
      const freeUntil = begun < from.length ? Math.min(last, from[begun] as number) : last
      for (; start <= freeUntil; start += step) slots.push(start)
    }
  }
  return slots
}

/** For each piece, where its open run ends. */
function runEnds(pieces: readonly Piece[]): number[] {
  const ends: number[] = pieces.map((piece) => piece.end)
  for (let i = pieces.length - 2; i >= 0; i--) {
    if (pieces[i + 1]?.start === ends[i]) ends[i] = ends[i + 1] as number
  }
  return ends
}

/** For each piece, where its open run starts, also when that is before the span. */
function runStarts(settings: Settings, span: Interval, pieces: readonly Piece[]) {
  const starts: (number | undefined)[] = []
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1]
    if (before?.end === piece.start) starts.push(starts[i - 1])
    else starts.push(piece.start === span.start ? runStart(settings, piece.start) : piece.start)
  })
  return starts
}
