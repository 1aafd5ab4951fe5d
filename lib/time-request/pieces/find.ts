import type { Base } from '../base.ts'
import { at } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { findDayAround, findWeekOf } from './around-date.ts'
import { findClock } from './clock.ts'
import { findPart } from './day-part.ts'
import { findHoliday } from './holiday.ts'
import { findLater } from './later.ts'
import { findMealIs } from './meal.ts'
import { findMonth } from './month-day.ts'
import { findNearDay } from './near-day.ts'
import { findNegatedUntil, negations } from './negated-until.ts'
import { findNumericDate } from './numeric-date.ts'
import { findOffset } from './offset.ts'
import { findOperator } from './operator.ts'
import { findOrdinal } from './ordinal.ts'
import { findPartOfPeriod } from './part-of-period.ts'
import { findPeriod } from './period.ts'
import { findMoved, findThatDay, pointsBack } from './said-before.ts'
import type { Found, Piece, PieceBody } from './piece.ts'
import { findPurpose } from './purpose.ts'
import { findYear } from './spans.ts'
import { findToldTime, tells } from './told-time.ts'
import { findTopic } from './topic.ts'
import { findWeekday } from './weekday.ts'

type Rule = (tokens: readonly Token[], i: number, base: Base) => Found

/** Which rules may start with which kind of word, the more particular first. */
const byTag: Record<string, readonly Rule[]> = {
  number: [findYear, findOffset, findNumericDate, findOrdinal, findClock],
  ordinal: [findPartOfPeriod, findDayAround, findPart, findOrdinal],
  weekday: [findDayAround, findWeekday],
  month: [findMonth],
  relativeDay: [findNearDay],
  unit: [findWeekOf, findOffset, findPeriod, findNearDay, findDayAround, findClock],
  part: [findMealIs, findClock, findPart],
}
const opening: readonly Rule[] = [
  findLater,
  findDayAround,
  findWeekOf,
  findPartOfPeriod,
  findOrdinal,
  findNearDay,
  findWeekday,
  findOffset,
  findHoliday,
  findPeriod,
  findMonth,
  findPart,
  findClock,
]
const openers = new Set(
  'the this next last past previous coming upcoming following every each any same current early late later mid middle end start beginning first second final back tail latter midweek eom eod close in within inside after before + a an half quarter couple few several some another am pm to too tu tree free for fore fife ate nein tin won w tonight weekdays new give over during'.split(
    ' ',
  ),
)

/** Words that say nothing between a time and what belongs to it; a named zone is done with. */
const silent = new Set('the in on of a an zone long'.split(' '))

/** Cuts the tokens into pieces, left to right: each token belongs to one piece. */
export function findPieces(tokens: readonly Token[], base: Base): Piece[] {
  const pieces: Piece[] = []
  let i = 0
  while (i < tokens.length) {
    const found = findAt(tokens, i, base)
    if (!found) {
      if (!silent.has(at(tokens, i).text)) pieces.push({ k: 'op', op: 'word', from: i, to: i + 1 })
      i++
      continue
    }
    const { piece, next, approximate } = found
    pieces.push({ ...piece, from: i, to: next, ...(approximate && { approximate }) })
    const today = dayOfPart(tokens, i, next, piece, base)
    if (today) pieces.push(today)
    i = next
  }
  return pieces
}

function findAt(tokens: readonly Token[], i: number, base: Base): Found {
  const token = at(tokens, i)
  if (token.tag === 'masked') return undefined
  if (token.tag === 'word' || token.tag === 'punct') {
    const rules = openers.has(token.text) ? opening : holidayOnly
    const own = byWord.get(token.text)
    return (
      findTopic(tokens, i) ??
      (own ? firstFound(own, tokens, i, base) : undefined) ??
      firstFound(rules, tokens, i, base) ??
      findNow(tokens, i) ??
      findOperator(tokens, i)
    )
  }
  return firstFound(byTag[token.tag] ?? [], tokens, i, base) ?? findOperator(tokens, i)
}

/** Rules that start with a few words of their own. */
const byWord = new Map<string, readonly Rule[]>([
  ...[...pointsBack].map((word) => [word, [findThatDay, findMoved]] as const),
  ...[...negations].map((word) => [word, [findNegatedUntil]] as const),
  ['so', [findPurpose]],
  ['break', [findMealIs]],
  ...[...tells].map((word) => [word, [findToldTime]] as const),
])

const holidayOnly: readonly Rule[] = [findHoliday]

function firstFound(
  rules: readonly Rule[],
  tokens: readonly Token[],
  i: number,
  base: Base,
): Found {
  for (const rule of rules) {
    const found = rule(tokens, i, base)
    if (found) return found
  }
  return undefined
}

function findNow(tokens: readonly Token[], i: number): Found {
  if (
    at(tokens, i).text === 'at' &&
    at(tokens, i + 1).text === 'the' &&
    at(tokens, i + 2).text === 'moment'
  ) {
    return { piece: { k: 'now' }, next: i + 3 }
  }
  const right = at(tokens, i).text === 'right' || at(tokens, i).text === 'just' ? 1 : 0
  return at(tokens, i + right).text === 'now'
    ? { piece: { k: 'now' }, next: i + right + 1 }
    : undefined
}

/** "this morning" and "tonight" are a part of the day and a day. */
function dayOfPart(
  tokens: readonly Token[],
  i: number,
  next: number,
  piece: PieceBody,
  base: Base,
): Piece | undefined {
  if (piece.k !== 'part') return undefined
  const before = at(tokens, i - 1).text
  const past = before === 'last'
  const tonight = at(tokens, next - 1).text === 'tonight'
  if (!tonight && !past && before !== 'this' && !thisInside(tokens, i, next)) return undefined
  const day = past ? base.today - 1 : base.today
  const spec = {
    type: 'days' as const,
    spans: [{ from: day, to: day + 1 }],
    unit: 'day' as const,
  }
  return { k: 'date', spec, from: i, to: next }
}

function thisInside(tokens: readonly Token[], i: number, next: number): boolean {
  for (let k = i; k < next; k++) if (at(tokens, k).text === 'this') return true
  return false
}
