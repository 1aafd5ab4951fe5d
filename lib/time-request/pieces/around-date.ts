import type { Base } from '../base.ts'
import { mondayOf, weekdayOf } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { anchorDay } from './anchor.ts'
import { foundDate, oneDay, placed } from './found.ts'
import type { Found } from './piece.ts'

/** "the Tuesday after Thanksgiving", "the last Friday before Christmas", "the day after the 15th". */
export function findDayAround(tokens: readonly Token[], i: number, base: Base): Found {
  let k = i
  while (k < i + 2 && isWord(tokens, k, 'the', 'first', 'last', 'next', 'very')) k++
  const day = at(tokens, k)
  const isDay = day.tag === 'unit' && day.text === 'day'
  if (day.tag !== 'weekday' && !isDay) return undefined
  if (!isWord(tokens, k + 1, 'after', 'before', 'following')) return undefined
  const anchor = anchorDay(tokens, k + 2, base, isDay)
  if (!anchor) return undefined
  const before = isWord(tokens, k + 1, 'before')
  if (isDay) return foundDate(oneDay(anchor.day + (before ? -1 : 1)), anchor.next)
  const away = before
    ? -(((weekdayOf(anchor.day) - day.value + 6) % 7) + 1)
    : ((day.value - weekdayOf(anchor.day) + 6) % 7) + 1
  return foundDate(oneDay(anchor.day + away), anchor.next)
}

/** "the week of June 15", "week commencing the 4th", "the week after Christmas". */
export function findWeekOf(tokens: readonly Token[], i: number, base: Base): Found {
  const k = isWord(tokens, i, 'the') ? i + 1 : i
  if (isWord(tokens, k, 'weekend') && isWord(tokens, k + 1, 'of')) {
    const anchor = anchorDay(tokens, k + 2, base)
    const saturday = anchor && mondayOf(anchor.day) + 5
    return anchor && foundDate(placed(saturday as number, (saturday as number) + 2), anchor.next)
  }
  const commencing =
    isWord(tokens, k, 'w') && isWord(tokens, k + 1, '/') && isWord(tokens, k + 2, 'c')
  if (
    !commencing &&
    !(
      isWord(tokens, k, 'week') &&
      isWord(
        tokens,
        k + 1,
        'of',
        'commencing',
        'starting',
        'beginning',
        'after',
        'following',
        'before',
      )
    )
  )
    return undefined
  const turn = commencing ? '' : at(tokens, k + 1).text
  const anchor = anchorDay(tokens, commencing ? k + 3 : k + 2, base, turn === 'of')
  if (!anchor) return undefined
  const weeks = turn === 'after' || turn === 'following' ? 1 : turn === 'before' ? -1 : 0
  const monday = mondayOf(anchor.day) + 7 * weeks
  return foundDate(placed(monday, monday + 7, 'week', { monday }), anchor.next)
}
