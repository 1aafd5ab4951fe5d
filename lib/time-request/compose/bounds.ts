import type { Base } from '../base.ts'
import type { BoundPiece, DateSpec, Piece, TimePoint } from '../pieces/piece.ts'
import type { Token } from '../words/token.ts'
import { negations } from '../pieces/negated-until.ts'
import { dateFrom } from './date-ranges.ts'
import {
  dateAt,
  inDailyHalf,
  opAt,
  pointAt,
  skipClause,
  skipDatedClause,
  skipFill,
} from './look.ts'
import type { Built } from './look.ts'

/** "after 3", "not before 10", "by Thursday", "until the 15th", "starting Monday". */
export function boundAt(
  pieces: readonly Piece[],
  i: number,
  tokens: readonly Token[],
  base: Base,
): Built {
  const lead = opAt(pieces, i)
  const side = lead === 'done' ? 'from' : lead === 'orEarlier' ? 'until' : lead
  if (side !== 'after' && side !== 'from' && side !== 'before' && side !== 'until' && side !== 'by')
    return undefined
  const negated = side === 'until' && isNegated(pieces[i - 1], tokens)
  const clause = lead === 'from' || lead === 'by' ? i + 1 : skipClause(pieces, i + 1)
  const k = skipFill(pieces, clause)
  const from = (pieces[i] as Piece).from
  const said = pointAt(pieces, k)
  const point = said && inDailyHalf(said, tokens, from, (pieces[k] as Piece).from)
  if (point)
    return {
      piece: {
        ...bound(side, point),
        ...(clause > i + 1 && { wasClock: true }),
        ...(lead === 'done' && { freed: true }),
        from,
        to: (pieces[k] as Piece).to,
      } as Piece,
      next: k + 1,
    }
  const dated = lead === 'after' || lead === 'before' ? skipDatedClause(pieces, i + 1) : undefined
  const hour = dated && pointAt(pieces, dated.clock)
  if (dated && hour) {
    const edge = {
      ...bound(side, hour),
      wasClock: true,
      from,
      to: (pieces[dated.clock] as Piece).to,
    }
    return { piece: pieces[dated.date] as Piece, also: edge, next: dated.clock + 1 }
  }
  const date = dateAt(pieces, k)
  if (!date) return undefined
  const merged = dateAt(pieces, k + 1)
  const narrowed =
    merged?.type === 'days' && merged.unit !== 'day' && date.type === 'weekday' ? merged : undefined
  const month = date.type === 'dayOfMonth' ? monthBefore(pieces, i) : undefined
  const after = narrowed ? k + 2 : k + 1
  const clock = skipFill(pieces, after)
  const time = pointAt(pieces, clock)
  const long = date.type === 'days' && ['week', 'month', 'year'].includes(date.unit)
  if (time && !long && time.k !== 'now' && side !== 'after' && side !== 'from') {
    const edge = { ...bound(negated ? 'until' : 'by', time), from, to: (pieces[clock] as Piece).to }
    return { piece: pieces[k] as Piece, also: edge, next: clock + 1 }
  }
  const built = dateBound(pieces, i, after, side, date, narrowed ?? month, base)
  const flip = negated ? dateFrom('from', date, narrowed ?? month, base) : undefined
  return built && flip ? { ...built, piece: { ...built.piece, flip } as Piece } : built
}

/** "in January, sometime after the 5th": the month said just before. */
function monthBefore(pieces: readonly Piece[], i: number): DateSpec | undefined {
  let k = i - 1
  while (k > i - 4 && ['word', 'comma', 'like', 'vague', 'but'].includes(opAt(pieces, k) ?? '')) k--
  const date = dateAt(pieces, k)
  return date?.type === 'days' && date.unit === 'month' ? date : undefined
}

/** "not available until Thursday": free from that day on, where "away until Thursday" leaves the days after. */
function isNegated(before: Piece | undefined, tokens: readonly Token[]): boolean {
  if (before?.k !== 'op' || before.op !== 'busy') return false
  return tokens.slice(before.from, before.to).some(({ text }) => negations.has(text))
}

export function dateBound(
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
export function trailingBound(pieces: readonly Piece[], i: number, base: Base): Built {
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
  if (pointAt(pieces, i - 1)?.k === 'clock') return undefined
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
