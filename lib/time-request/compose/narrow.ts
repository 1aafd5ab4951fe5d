import type { BoundPiece, ClockPiece } from '../pieces/piece.ts'
import { joinModifier } from '../pieces/day-part.ts'
import type { TimeExpr } from './request.ts'

/** Clocks of two zones. */
export function isOtherZone(a: TimeExpr, b: TimeExpr): boolean {
  return a.zone !== undefined && b.zone !== undefined && a.zone.zone !== b.zone.zone
}

/** Both at once, when two times of day can hold together. */
export function narrow(a: TimeExpr, b: TimeExpr): TimeExpr | undefined {
  if (a.moment) return b.clock ? b : a
  if (b.moment) return undefined
  const approximate = a.approximate || b.approximate
  if (a.clock && b.clock)
    return a.clock.options.join() === b.clock.options.join() ? a : compatible(a, b)
  if (a.window && b.window) return undefined
  if (a.clock && b.window) return undefined
  if (a.part?.modifier && b.part) return { ...a, part: joinModifier(a.part.modifier, b.part) }
  if (a.part && b.part && a.part.start >= b.part.start && a.part.end <= b.part.end) return a
  if (a.part && b.part)
    return b.part.start >= a.part.start && b.part.end <= a.part.end
      ? { ...a, part: b.part }
      : undefined
  if (a.clock && b.bounds.some((bound) => isBeyond(a.clock as ClockPiece, bound))) return b
  return { ...a, ...b, bounds: [...a.bounds, ...b.bounds], ...(approximate && { approximate }) }
}

/** "she can do 3 but I can't until 4": the edge leaves no such hour. */
function isBeyond({ options }: ClockPiece, { side, point }: BoundPiece): boolean {
  if (point.k !== 'clock' || options.length !== point.options.length) return false
  return options.every((minute, i) =>
    side === 'from' ? minute < (point.options[i] as number) : minute > (point.options[i] as number),
  )
}

/** "at three, 3 pm": the same hour said twice, once with its half. */
function compatible(a: TimeExpr, b: TimeExpr): TimeExpr | undefined {
  const shared = a.clock?.options.filter((minute) => b.clock?.options.includes(minute)) ?? []
  if (shared.length !== 1) return undefined
  const clock = a.clock?.options.length === 1 ? a.clock : b.clock
  return clock ? { ...a, ...b, clock, bounds: [...a.bounds, ...b.bounds] } : undefined
}
