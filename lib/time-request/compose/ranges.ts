import type { Base } from '../base.ts'
import type { DateSpec, Op, Piece } from '../pieces/piece.ts'
import { at } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { boundAt, dateBound, trailingBound } from './bounds.ts'
import { datesBetween } from './date-ranges.ts'
import { joinHalves } from './halves.ts'
import { longRange } from './long-range.ts'
import { dateAt, opAt, pointAt, skipClause, skipFill } from './look.ts'
import type { Built } from './look.ts'

/** Joins edges and ends: "between 2 and 4", "Monday to Friday", "after 3", "by Thursday", "10 or later". */
export function joinRanges(said: readonly Piece[], tokens: readonly Token[], base: Base): Piece[] {
  const pieces = joinHalves(said)
  const out: Piece[] = []
  let i = 0
  while (i < pieces.length) {
    const moved = isMoved(pieces, i)
    if (moved && opAt(pieces, i) === 'from') {
      i++
      continue
    }
    const long = moved ? undefined : longRangeAt(pieces, i, base)
    if (long) {
      out.push(long.piece)
      i = long.next
      continue
    }
    const built = moved
      ? undefined
      : (rangeAt(pieces, i, tokens, base) ??
        boundAt(pieces, i, tokens, base) ??
        trailingBound(pieces, i, base))
    if (built && opAt(pieces, i) === 'correct') out.push(pieces[i] as Piece)
    out.push(built?.piece ?? (pieces[i] as Piece))
    if (built?.also) out.push(built.also)
    i = built?.next ?? i + 1
  }
  return out
}

/** "from Monday at 9 to Tuesday at 5": date, time, "to", date, time. */
function longRangeAt(
  pieces: readonly Piece[],
  i: number,
  base: Base,
): { piece: Piece; next: number } | undefined {
  const lead = opAt(pieces, i)
  const a = lead === 'from' || lead === 'between' ? i + 1 : i
  const start = skipFill(pieces, a + 1)
  const link = opAt(pieces, start + 1)
  if (link !== 'to' && link !== 'until' && !(lead === 'between' && link === 'and')) return undefined
  const end = skipFill(pieces, start + 3)
  const [from, to] = [dateAt(pieces, a), dateAt(pieces, start + 2)]
  const [first, last] = [pointAt(pieces, start), pointAt(pieces, end)]
  if (!from || !to || !first || !last) return undefined
  const moment = longRange({ date: from, time: first }, { date: to, time: last }, base)
  return (
    moment && {
      piece: { ...moment, from: (pieces[i] as Piece).from, to: (pieces[end] as Piece).to },
      next: end + 1,
    }
  )
}

/** "move my call from Thursday to Friday": no range. */
function isMoved(pieces: readonly Piece[], i: number): boolean {
  return [1, 2, 3, 4].some((back) => opAt(pieces, i - back) === 'moving')
}

/** "X to Y", "from X until Y", "between X and Y", of clocks or of dates. */
function rangeAt(pieces: readonly Piece[], i: number, tokens: readonly Token[], base: Base): Built {
  const lead = opAt(pieces, i)
  const between = lead === 'between' || (lead === 'correct' && wasBetween(pieces, i))
  const start = between
    ? skipFill(pieces, skipClause(pieces, i + 1))
    : lead === 'from'
      ? skipFill(pieces, i + 1)
      : i
  const first = pieces[start]
  if (!first || (first.k === 'op' && !isNumber(pieces, start))) return undefined
  const link = opAt(pieces, start + 1)
  const links: (Op | undefined)[] = between ? ['and', 'to', 'or', 'until'] : ['to', 'until']
  if (!links.includes(link)) return undefined
  const end = skipFill(pieces, between ? skipClause(pieces, start + 2) : start + 2)
  return (
    timeRange(pieces, i, start, end) ??
    nowRange(pieces, i, start, end, base) ??
    dateRange(pieces, i, start, end, tokens, base)
  )
}

/** "between 2 and 4, no sorry 3 and 5": a corrected range is one too. */
function wasBetween(pieces: readonly Piece[], i: number): boolean {
  return (
    [4, 5].some((back) => opAt(pieces, i - back) === 'between') && opAt(pieces, i + 2) === 'and'
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
