import { edgeOn, hoursOn, minutesAhead } from '../base.ts'
import type { Base } from '../base.ts'
import type { Day } from '../calendar.ts'
import type { TimeExpr } from '../compose/request.ts'
import type { Half, TimePoint, WindowPiece } from '../pieces/piece.ts'
import { inHalf, isOpen, isOpenEnd } from './clock.ts'
import type { Result } from './result.ts'
import { ok } from './result.ts'

type Pair = readonly [from: number, to: number]

/** Minutes of the day a window or part covers on a day; two pairs when it may be either. */
function windowPairs(
  base: Base,
  day: Day,
  window: WindowPiece,
  half: Half | undefined,
): readonly Pair[] {
  const starts = pointOptions(
    base,
    day,
    window.start,
    'start',
    half ?? halfOf(window.end, window.start),
  )
  const ahead = window.endZone ? minutesAhead(base, window.endZone, day) : 0
  const ends = pointOptions(base, day, window.end, 'end', half).map((minute) => minute + ahead)
  const pairs: Pair[] = starts.flatMap((from) =>
    ends.map((to): Pair => [from, to > from ? to : to + 1440]),
  )
  const inside = pairs.filter(
    ([from, to]) => to - from < 720 + 1 && isOpen(base, day, from) && isOpenEnd(base, day, to),
  )
  if (inside.length > 0) return shortest(inside)
  const short = pairs.filter(([from, to]) => to - from <= 720)
  const touching = short.filter((pair) => overlap(base, day, pair) > 0)
  const said = isExact(window.start) || isExact(window.end)
  if (touching.length === 0 && !said && short.length > 0) return shortest(short)
  const open = (pair: Pair): number => overlap(base, day, pair)
  return [likeliest(touching.length > 0 && !said ? touching : pairs, open)]
}

function isExact(point: TimePoint): boolean {
  return point.k === 'clock' && point.options.length === 1
}

/** The shortest; of a shift "3 to 11" the one that lies more in the hours. */
function likeliest(pairs: readonly Pair[], open: (pair: Pair) => number): Pair {
  const sorted = [...pairs].sort((a, b) => a[1] - a[0] - (b[1] - b[0]) || open(b) - open(a))
  return sorted[0] as Pair
}

/** Equally short readings, all inside the hours, are both kept: the customer must say which. */
function shortest(pairs: readonly Pair[]): readonly Pair[] {
  const length = Math.min(...pairs.map(([from, to]) => to - from))
  return pairs.filter(([from, to]) => to - from === length)
}

function overlap(base: Base, day: Day, [from, to]: Pair): number {
  const { open, close } = hoursOn(base, day)
  return Math.min(to, close) - Math.max(from, open)
}

/** "3 to 5 pm": the start shares the end's half when that leaves it before the end. */
function halfOf(end: TimePoint, start: TimePoint): Half | undefined {
  if (end.k !== 'clock' || start.k !== 'clock' || !end.half || start.options.length < 2)
    return undefined
  const early = start.options[0] as number
  const shared = end.half === 'pm' ? early + 720 : early
  return shared < (end.options[0] as number) ? end.half : end.half === 'pm' ? 'am' : undefined
}

function pointOptions(
  base: Base,
  day: Day,
  point: TimePoint,
  side: 'start' | 'end',
  half: Half | undefined,
): readonly number[] {
  if (point.k === 'part') return [side === 'start' ? point.start : point.end]
  if (point.k === 'now') return [day === base.today ? base.minutes : 0]
  return inHalf(point.options, half)
}

/** The minute an edge means: the reading in call hours; undefined when none or both are. */
export function edgeMinute(
  base: Base,
  day: Day,
  point: TimePoint,
  side: 'start' | 'end',
  part?: Pair,
  half?: Half,
): number | undefined {
  const options = pointOptions(base, day, point, side, half)
  if (options.length === 1) return options[0]
  const inPart = part ? options.filter((minute) => minute >= part[0] && minute <= part[1]) : []
  if (inPart.length === 1) return inPart[0]
  const open = options.filter((minute) =>
    side === 'start' ? isOpen(base, day, minute) : isOpenEnd(base, day, minute),
  )
  return open.length === 1 ? open[0] : undefined
}

/** A part, a window or open edges on a day, cut at now when the day is today. */
export function windowOn(base: Base, day: Day, expr: TimeExpr): Result {
  const pairs = expr.window
    ? windowPairs(base, day, expr.window, expr.part?.half)
    : [partPair(base, day, expr)]
  if (pairs.length > 1) {
    const candidates = pairs.map(([from, to]) => ({
      start: edgeOn(base, day, from),
      end: edgeOn(base, day, to),
    }))
    return { kind: 'clarify', doubt: 'am_or_pm', candidates }
  }
  const cut = cutByBounds(base, day, expr, pairs[0] as Pair)
  if (!cut) return { kind: 'clarify', doubt: 'am_or_pm', candidates: [] }
  const start = Math.max(edgeOn(base, day, cut[0]), day === base.today ? base.now : -Infinity)
  const end = edgeOn(base, day, cut[1])
  if (cut[1] <= cut[0]) return { kind: 'ok', spans: [] }
  return end <= base.now || start >= end
    ? { kind: 'past', spans: [{ start: edgeOn(base, day, cut[0]), end }] }
    : ok({ start, end })
}

/** "the morning until 1": an end before the part begins is not meant. */
function beyond(point: TimePoint, start: number): TimePoint {
  if (point.k !== 'clock') return point
  const later = point.options.filter((minute) => minute > start)
  return later.length > 0 ? { ...point, options: later } : point
}

function partPair(base: Base, day: Day, { part }: TimeExpr): Pair {
  if (part) return [part.start, part.end]
  const { open, close } = hoursOn(base, day)
  return [open, close]
}

/** An explicit edge beyond the hours is understood: after 9 PM runs to midnight. */
function cutByBounds(base: Base, day: Day, expr: TimeExpr, pair: Pair): Pair | undefined {
  let [from, to] = pair
  const known = expr.part || expr.window ? pair : undefined
  for (const bound of expr.bounds) {
    const start = bound.side === 'from'
    const side = start || bound.wasClock ? 'start' : 'end'
    const point = start || !expr.part ? bound.point : beyond(bound.point, expr.part.start)
    const minute = edgeMinute(base, day, point, side, known, expr.part?.half)
    if (minute === undefined) return undefined
    if (start)
      from = known
        ? Math.max(from, minute)
        : Math.max(minute, expr.bounds.length > 1 ? from : minute)
    else to = known ? Math.min(to, minute) : minute
    if (bound.side === 'by' && !known) from = day === base.today ? base.minutes : 0
  }
  if (to <= from && !known) {
    if (expr.bounds.every((bound) => bound.side === 'from')) to = 1440
    else if (expr.bounds.every((bound) => bound.side !== 'from')) from = to > 540 ? 540 : 0
  }
  return [from, to]
}
