import type { Base } from '../base.ts'
import type { BoundPiece, DateSpec, Op, Piece, TimePoint } from '../pieces/piece.ts'
import { at } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { dateFrom, datesBetween } from './date-ranges.ts'

type Built = { piece: Piece; also?: Piece; next: number } | undefined

/** Joins edges and ends: "between 2 and 4", "Monday to Friday", "after 3", "by Thursday", "10 or later". */
export function joinRanges(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  base: Base,
): Piece[] {
  const out: Piece[] = []
  let i = 0
  while (i < pieces.length) {
    const moved = isMoved(pieces, i)
    if (moved && opAt(pieces, i) === 'from') {
      i++
      continue
    }
    const built = moved
      ? undefined
      : (rangeAt(pieces, i, tokens, base) ??
        boundAt(pieces, i, base) ??
        trailingBound(pieces, i, base))
    out.push(built?.piece ?? (pieces[i] as Piece))
    if (built?.also) out.push(built.also)
    i = built?.next ?? i + 1
  }
  return out
}

/** "move my call from Thursday to Friday": no range. */
function isMoved(pieces: readonly Piece[], i: number): boolean {
  return [1, 2, 3, 4].some((back) => opAt(pieces, i - back) === 'moving')
}

function opAt(pieces: readonly Piece[], i: number): Op | undefined {
  const piece = pieces[i]
  return piece?.k === 'op' ? piece.op : undefined
}

/** Past the words that say nothing between an edge and its time. */
function skipFill(pieces: readonly Piece[], i: number): number {
  let k = i
  while (k < i + 3 && ['at', 'approx', 'like', 'from'].includes(opAt(pieces, k) ?? '')) k++
  return k
}

function pointAt(pieces: readonly Piece[], i: number): TimePoint | undefined {
  const piece = pieces[i]
  return piece?.k === 'clock' || piece?.k === 'part' || piece?.k === 'now' ? piece : undefined
}

function dateAt(pieces: readonly Piece[], i: number): DateSpec | undefined {
  const piece = pieces[i]
  return piece?.k === 'date' ? piece.spec : undefined
}

/** "X to Y", "from X until Y", "between X and Y", of clocks or of dates. */
function rangeAt(pieces: readonly Piece[], i: number, tokens: readonly Token[], base: Base): Built {
  const lead = opAt(pieces, i)
  const between = lead === 'between'
  const start = between || lead === 'from' ? skipFill(pieces, i + 1) : i
  const first = pieces[start]
  if (!first || (first.k === 'op' && !isNumber(pieces, start))) return undefined
  const link = opAt(pieces, start + 1)
  const links: (Op | undefined)[] = between ? ['and', 'to', 'or', 'until'] : ['to', 'until']
  if (!links.includes(link)) return undefined
  const end = skipFill(pieces, start + 2)
  return (
    timeRange(pieces, i, start, end) ??
    nowRange(pieces, i, start, end, base) ??
    dateRange(pieces, i, start, end, tokens, base)
  )
}

function timeRange(pieces: readonly Piece[], i: number, start: number, end: number): Built {
  const from = pointAt(pieces, start)
  const to = pointAt(pieces, end)
  if (!from || !to || to.k === 'now') return undefined
  const place = { from: (pieces[i] as Piece).from, to: (pieces[end] as Piece).to }
  return { piece: { k: 'window', start: from, end: to, ...place }, next: end + 1 }
}

/** "from now until Friday". */
function nowRange(
  pieces: readonly Piece[],
  i: number,
  start: number,
  end: number,
  base: Base,
): Built {
  const date = dateAt(pieces, end)
  if (pieces[start]?.k !== 'now' || !date) return undefined
  return dateBound(pieces, i, end + 1, 'until', date, undefined, base)
}

function dateRange(
  pieces: readonly Piece[],
  i: number,
  start: number,
  end: number,
  tokens: readonly Token[],
  base: Base,
): Built {
  const first = dateOrNumber(pieces, start, tokens)
  const last = dateOrNumber(pieces, end, tokens)
  if (
    !first ||
    !last ||
    (first.type === 'dayOfMonth' &&
      last.type === 'dayOfMonth' &&
      isNumber(pieces, start) &&
      isNumber(pieces, end))
  ) {
    return undefined
  }
  const inside = dateAt(pieces, end + 1)
  const narrowed = inside?.type === 'days' && inside.unit !== 'day' ? inside : undefined
  const spec = datesBetween(first, last, narrowed, base)
  if (!spec) return undefined
  const next = narrowed ? end + 2 : end + 1
  return {
    piece: { k: 'date', spec, from: (pieces[i] as Piece).from, to: (pieces[next - 1] as Piece).to },
    next,
  }
}

/** "July 13 to 15": the bare number is a day of the month. */
function dateOrNumber(
  pieces: readonly Piece[],
  i: number,
  tokens: readonly Token[],
): DateSpec | undefined {
  const date = dateAt(pieces, i)
  if (date) return date
  const piece = pieces[i]
  if (!isNumber(pieces, i) || !piece) return undefined
  const { value } = at(tokens, piece.from)
  const other = dateAt(pieces, i - 2) ?? dateAt(pieces, i + 2)
  const dated = other?.type === 'dayOfMonth' || (other?.type === 'days' && other.unit === 'month')
  return dated && value >= 1 && value <= 31 ? { type: 'dayOfMonth', day: value } : undefined
}

/** A bare number without a half of the day or minutes. */
function isNumber(pieces: readonly Piece[], i: number): boolean {
  const piece = pieces[i]
  if (!piece || piece.to - piece.from !== 1) return false
  return (
    piece.k === 'number' ||
    (piece.k === 'clock' && !piece.half && piece.options.length === 2) ||
    (piece.k === 'op' && piece.op === 'word')
  )
}

/** "after 3", "not before 10", "by Thursday", "until the 15th", "starting Monday". */
function boundAt(pieces: readonly Piece[], i: number, base: Base): Built {
  const lead = opAt(pieces, i)
  const side = lead === 'done' ? 'from' : lead === 'orEarlier' ? 'until' : lead
  if (side !== 'after' && side !== 'from' && side !== 'before' && side !== 'until' && side !== 'by')
    return undefined
  const k = skipFill(pieces, i + 1)
  const point = pointAt(pieces, k)
  const from = (pieces[i] as Piece).from
  if (point)
    return {
      piece: { ...bound(side, point), from, to: (pieces[k] as Piece).to } as Piece,
      next: k + 1,
    }
  const date = dateAt(pieces, k)
  if (!date) return undefined
  const merged = dateAt(pieces, k + 1)
  const narrowed =
    merged?.type === 'days' && merged.unit !== 'day' && date.type === 'weekday' ? merged : undefined
  const after = narrowed ? k + 2 : k + 1
  const clock = skipFill(pieces, after)
  const time = pointAt(pieces, clock)
  if (time && time.k !== 'now' && side !== 'after' && side !== 'from') {
    const edge = { ...bound('by', time), from, to: (pieces[clock] as Piece).to }
    return { piece: pieces[k] as Piece, also: edge, next: clock + 1 }
  }
  return dateBound(pieces, i, after, side, date, narrowed, base)
}

function dateBound(
  pieces: readonly Piece[],
  i: number,
  next: number,
  side: 'after' | 'from' | 'before' | 'until' | 'by',
  date: DateSpec,
  narrowed: DateSpec | undefined,
  base: Base,
): Built {
  const spec = dateFrom(side, date, narrowed, base)
  if (!spec) return undefined
  const flip =
    side === 'until' || side === 'before'
      ? dateFrom(side === 'until' ? 'after' : 'from', date, narrowed, base)
      : undefined
  const place = { from: (pieces[i] as Piece).from, to: (pieces[next - 1] as Piece).to }
  return { piece: { k: 'date', spec, ...(flip && { flip }), ...place }, next }
}

/** "3 or later", "Monday onwards", "noon or before". */
function trailingBound(pieces: readonly Piece[], i: number, base: Base): Built {
  const trail = opAt(pieces, i + 1)
  if (trail !== 'orLater' && trail !== 'orEarlier') return undefined
  const piece = pieces[i] as Piece
  const place = { from: piece.from, to: (pieces[i + 1] as Piece).to }
  const point = pointAt(pieces, i)
  if (point)
    return {
      piece: { ...bound(trail === 'orLater' ? 'from' : 'before', point), ...place } as Piece,
      next: i + 2,
    }
  const date = dateAt(pieces, i)
  const spec = date && dateFrom(trail === 'orLater' ? 'from' : 'until', date, undefined, base)
  return spec ? { piece: { k: 'date', spec, ...place }, next: i + 2 } : undefined
}

/** After a part of the day means after its end. */
function bound(side: 'after' | 'from' | 'before' | 'until' | 'by', point: TimePoint): BoundPiece {
  if (side === 'after' || side === 'from')
    return { k: 'bound', side: 'from', point: edge(point, side === 'after') }
  const late = side === 'by'
  return { k: 'bound', side: late ? 'by' : 'to', point: edge(point, late) }
}

function edge(point: TimePoint, end: boolean): TimePoint {
  if (point.k !== 'part') return point
  return { k: 'clock', options: [end ? point.end : point.start] }
}
