import type { Base } from '../base.ts'
import type { Day } from '../calendar.ts'
import { settleDate } from '../settle/dates.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { findHoliday } from './holiday.ts'
import { findMonth } from './month-day.ts'
import { findNearDay } from './near-day.ts'
import { findNumericDate } from './numeric-date.ts'
import { findOrdinal } from './ordinal.ts'
import { findWeekday } from './weekday.ts'
import type { DateSpec } from './piece.ts'
import { comingWeekday } from './spans.ts'

/** The single day that stands at `i`, for "a week from …" and "the Tuesday after …". */
export function anchorDay(
  tokens: readonly Token[],
  i: number,
  base: Base,
  weekdays = true,
): { day: Day; next: number } | undefined {
  const found =
    findHoliday(tokens, i, base) ??
    findMonth(tokens, i, base) ??
    findNumericDate(tokens, i, base) ??
    findOrdinal(tokens, i, base) ??
    (weekdays ? (findNearDay(tokens, i, base) ?? findWeekday(tokens, i)) : undefined)
  if (found?.piece.k !== 'date') return undefined
  const day = placedDay(found.piece.spec, base)
  return day === undefined ? undefined : { day, next: found.next }
}

/** The single day a date names; "a week from Friday" counts from the coming Friday, today's weekday included. */
export function placedDay(spec: DateSpec, base: Base): Day | undefined {
  if (spec.type === 'weekday' && spec.how === 'plain') return comingWeekday(base, spec.weekday)
  const settled = settleDate(spec, base)
  const span = settled.ok ? settled.spans[0] : undefined
  return span && span.to - span.from === 1 ? span.from : undefined
}

/** "from Friday", "after Christmas", "before the 15th"; "tomorrow" and "on Tuesday" after "a week". */
export function anchorAfter(
  tokens: readonly Token[],
  k: number,
  base: Base,
): { day: Day; next: number } | undefined {
  const turn = isWord(tokens, k, 'from', 'after', 'before', 'following')
  const day = at(tokens, k)
  const bare = day.tag === 'weekday' || (day.tag === 'relativeDay' && day.value >= 0)
  const weeks = isWord(tokens, k - 1, 'week', 'weeks', 'fortnight', 'fortnights')
  const on = weeks && isWord(tokens, k, 'on', 'this') && at(tokens, k + 1).tag === 'weekday'
  if (!turn && !on && !(bare && (weeks || isWord(tokens, k - 1, 'month')))) return undefined
  return anchorDay(tokens, turn || on ? k + 1 : k, base)
}
