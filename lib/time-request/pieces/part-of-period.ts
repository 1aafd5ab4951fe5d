import type { Base } from '../base.ts'
import { dateOf, dayNumber, mondayOf } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { foundDate, placed } from './found.ts'
import type { DateSpec, Found } from './piece.ts'

type Edge = 'early' | 'mid' | 'late' | 'later' | 'firstHalf' | 'secondHalf'

/** "early next week", "end of the month", "middle of March", "later this week", "midweek", "end of the year". */
export function findPartOfPeriod(tokens: readonly Token[], i: number, base: Base): Found {
  if (isWord(tokens, i, 'midweek')) {
    const step = readStep(tokens, isWord(tokens, i + 1, 'of') ? i + 2 : i + 1)
    const named = !step.loose && isWord(tokens, step.next, 'week')
    return named
      ? weekFound(tokens, base, 'mid', step)
      : foundDate(ofWeek(base, 'mid', 0, true), i + 1)
  }
  if (isWord(tokens, i, 'eom')) return foundDate(ofMonth(base, 'late', 0, undefined), i + 1)
  const edge = readEdge(tokens, isWord(tokens, i, 'the') ? i + 1 : i)
  const found = edge && ofPeriod(tokens, edge, base)
  if (
    !found ||
    edge.edge !== 'late' ||
    found.piece.k !== 'date' ||
    found.piece.spec.type !== 'days'
  )
    return found
  return { ...found, piece: { ...found.piece, spec: { ...found.piece.spec, isEnd: true } } }
}

function ofPeriod(tokens: readonly Token[], edge: { edge: Edge; next: number }, base: Base): Found {
  let k = edge.next
  while (k < edge.next + 2 && isWord(tokens, k, 'of', 'in', 'to', '-')) k++
  const step = readStep(tokens, k)
  const unit = at(tokens, step.next)
  if (unit.tag === 'unit' && unit.name === 'week') return weekFound(tokens, base, edge.edge, step)
  if (unit.tag === 'unit' && unit.name === 'month')
    return foundDate(ofMonth(base, edge.edge, step.steps, undefined), step.next + 1)
  if (unit.tag === 'unit' && unit.name === 'year')
    return foundDate(ofYear(base, edge.edge, step.steps), step.next + 1)
  const month = at(tokens, step.next)
  if (month.tag !== 'month' || at(tokens, step.next + 1).tag === 'ordinal') return undefined
  return foundDate(ofMonth(base, edge.edge, 0, month.value), step.next + 1)
}

function weekFound(tokens: readonly Token[], base: Base, edge: Edge, step: Step): Found {
  const afterNext = isWord(tokens, step.next + 1, 'after') && isWord(tokens, step.next + 2, 'next')
  const steps = afterNext ? 2 : step.steps
  return foundDate(ofWeek(base, edge, steps, step.loose), afterNext ? step.next + 3 : step.next + 1)
}

function readEdge(tokens: readonly Token[], i: number): { edge: Edge; next: number } | undefined {
  const of = isWord(tokens, i + 1, 'of', 'part', 'in', 'half')
  switch (at(tokens, i).text) {
    case 'early':
      return { edge: 'early', next: i + 1 }
    case 'mid':
      return { edge: 'mid', next: i + 1 }
    case 'late':
      return { edge: 'late', next: i + 1 }
    case 'later':
      return { edge: 'later', next: i + 1 }
    case 'beginning':
    case 'start':
      return of ? { edge: 'early', next: i + 1 } : undefined
    case 'middle':
      return of ? { edge: 'mid', next: i + 1 } : undefined
    case 'end':
    case 'back':
      return of ? { edge: 'late', next: i + 1 } : undefined
    case 'tail':
      return isWord(tokens, i + 1, 'end') ? { edge: 'late', next: i + 2 } : undefined
    case 'latter':
      return of ? { edge: 'secondHalf', next: i + 2 } : undefined
    case 'first':
    case 'second':
      if (!isWord(tokens, i + 1, 'half', 'part')) return undefined
      return { edge: isWord(tokens, i, 'first') ? 'firstHalf' : 'secondHalf', next: i + 2 }
    default:
      return undefined
  }
}

type Step = { steps: number; next: number; loose: boolean }

function readStep(tokens: readonly Token[], i: number): Step {
  const k = isWord(tokens, i, 'the') ? i + 1 : i
  if (isWord(tokens, k, 'next', 'following', 'coming'))
    return { steps: 1, next: k + 1, loose: false }
  if (isWord(tokens, k, 'this', 'current')) return { steps: 0, next: k + 1, loose: false }
  if (isWord(tokens, k, 'last')) return { steps: -1, next: k + 1, loose: false }
  return { steps: 0, next: k, loose: true }
}

const weekEdges: Record<Edge, readonly [number, number]> = {
  early: [0, 2],
  mid: [1, 4],
  late: [3, 5],
  later: [3, 5],
  firstHalf: [0, 3],
  secondHalf: [2, 5],
}

/** Monday–Tuesday, Tuesday–Thursday, Thursday–Friday; "later this week" starts the day after tomorrow. */
function ofWeek(base: Base, edge: Edge, steps: number, loose: boolean): DateSpec {
  const monday = mondayOf(base.today) + 7 * steps
  const [from, to] = weekEdges[edge]
  if (edge === 'later' && steps === 0) return restOfWeek(base, monday)
  if (steps !== 0) return placed(monday + from, monday + to)
  if (loose && monday + to <= base.today) return placed(monday + 7 + from, monday + 7 + to)
  return placed(Math.max(monday + from, Math.min(base.today, monday + to - 1)), monday + to)
}

/** From the day after tomorrow to Friday; near the week's end what is left of it, on Sunday the week ahead. */
function restOfWeek({ today }: Base, monday: number): DateSpec {
  if (today + 2 < monday + 5) return placed(today + 2, monday + 5)
  if (today + 1 < monday + 7) return placed(today + 1, Math.max(monday + 5, today + 2))
  return placed(today + 2, today + 6)
}

/** Days 1–7, 11–20, the last seven; halves at the 15th. */
function ofMonth(base: Base, edge: Edge, steps: number, named: number | undefined): DateSpec {
  const today = dateOf(base.today)
  const year = named !== undefined && named < today.month ? today.year + 1 : today.year
  const spec = monthEdge(year, named ?? today.month + steps, edge)
  const over = spec.to <= base.today && steps === 0
  const { from, to } = over
    ? named === undefined
      ? monthEdge(year, today.month + 1, edge)
      : monthEdge(year + 1, named, edge)
    : spec
  return placed(Math.max(from, Math.min(base.today, to - 1)), to)
}

function monthEdge(year: number, month: number, edge: Edge): { from: number; to: number } {
  const first = dayNumber(year, month, 1)
  const end = dayNumber(year, month + 1, 1)
  if (edge === 'early') return { from: first, to: first + 7 }
  if (edge === 'mid') return { from: first + 10, to: first + 20 }
  if (edge === 'firstHalf') return { from: first, to: first + 15 }
  return edge === 'secondHalf' ? { from: first + 15, to: end } : { from: end - 7, to: end }
}

/** January, June and July, December. */
function ofYear(base: Base, edge: Edge, steps: number): DateSpec {
  const year = dateOf(base.today).year + steps
  const [from, to] =
    edge === 'early' || edge === 'firstHalf' ? [1, 2] : edge === 'mid' ? [6, 8] : [12, 13]
  const first = dayNumber(year, from, 1)
  return placed(
    Math.max(first, steps === 0 ? Math.min(base.today, dayNumber(year, to, 1) - 1) : first),
    dayNumber(year, to, 1),
  )
}
