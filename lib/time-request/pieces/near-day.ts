import type { Base } from '../base.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { foundDate, oneDay } from './found.ts'
import { comingWeekday } from './spans.ts'
import type { Found } from './piece.ts'

/** "today", "tomorrow", "the day after tomorrow", "the day before yesterday", "the next day". */
export function findNearDay(tokens: readonly Token[], i: number, base: Base): Found {
  const { tag, value } = at(tokens, i)
  if (tag === 'relativeDay') {
    const week = isWord(tokens, i + 1, 'week') && value >= 0
    return foundDate(oneDay(base.today + value + (week ? 7 : 0)), week ? i + 2 : i + 1)
  }
  const k = isWord(tokens, i, 'the') ? i + 1 : i
  if (isWord(tokens, k, 'day') && isWord(tokens, k + 1, 'after', 'before')) {
    const sign = isWord(tokens, k + 1, 'after') ? 1 : -1
    const anchor = at(tokens, k + 2)
    const end = anchor.tag === 'punct' || isWord(tokens, k + 2, 'or', 'at', 'that', 'works', 'is')
    const named = end && sign > 0 ? dayNamedBefore(tokens, i, base) : undefined
    if (named !== undefined) return foundDate(oneDay(named + 1), k + 2)
    if (anchor.tag === 'relativeDay')
      return foundDate(oneDay(base.today + anchor.value + sign), k + 3)
  }
  if (
    isWord(tokens, k, 'next', 'following') &&
    isWord(tokens, k + 1, 'day') &&
    !isWord(tokens, k + 2, 'off')
  ) {
    return foundDate(oneDay((dayNamedBefore(tokens, i, base) ?? base.today) + 1), k + 2)
  }
  const morning = ['morning', 'afternoon', 'evening'].includes(at(tokens, k + 1).name)
  if (morning && k > i && isWord(tokens, k, 'next', 'following'))
    return foundDate(oneDay((dayNamedBefore(tokens, i, base) ?? base.today) + 1), k + 1)
  if (
    isWord(tokens, k, 'same', 'this') &&
    isWord(tokens, k + 1, 'day') &&
    isWord(tokens, k + 2, 'next') &&
    isWord(tokens, k + 3, 'week')
  ) {
    return foundDate(oneDay(base.today + 7), k + 4)
  }
  if (isWord(tokens, k, 'this') && isWord(tokens, k + 1, 'day')) {
    return foundDate(oneDay(base.today), k + 2)
  }
  return undefined
}

/** "tomorrow or the day after": the day said last. */
function dayNamedBefore(tokens: readonly Token[], i: number, base: Base): number | undefined {
  for (let k = i - 1; k > i - 12 && k >= 0; k--) {
    const { tag, value } = at(tokens, k)
    if (tag === 'relativeDay') return base.today + value
    if (tag === 'weekday') return comingWeekday(base, value)
  }
  return undefined
}
