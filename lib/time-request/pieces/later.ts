import { edgeOn, hoursOn } from '../base.ts'
import type { Base } from '../base.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Found } from './piece.ts'

/** "later today", "the rest of the day": from now to closing. */
export function findLater(tokens: readonly Token[], i: number, base: Base): Found {
  const end = laterToday(tokens, i)
  if (end === undefined) return undefined
  const other =
    !isWord(tokens, end - 1, 'today') &&
    tokens.some(
      ({ tag, value }) =>
        tag === 'weekday' || (tag === 'relativeDay' && value !== 0) || tag === 'month',
    )
  if (other)
    return { piece: { k: 'part', name: 'pm', start: 720, end: 1200, half: 'pm' }, next: end }
  const closing = edgeOn(base, base.today, hoursOn(base, base.today).close)
  return { piece: { k: 'moment', start: base.now, end: Math.max(closing, base.now) }, next: end }
}

function laterToday(tokens: readonly Token[], i: number): number | undefined {
  if (isWord(tokens, i, 'later')) {
    const k = isWord(tokens, i + 1, 'on', 'in') ? i + 2 : i + 1
    if (at(tokens, k).text === 'today') return k + 1
    if (isWord(tokens, k, 'the') && isWord(tokens, k + 1, 'day') && isEnd(tokens, k + 2))
      return k + 2
  }
  const k = isWord(tokens, i, 'the') ? i + 1 : i
  if (!isWord(tokens, k, 'rest') || !isWord(tokens, k + 1, 'of')) return undefined
  if (isWord(tokens, k + 2, 'today')) return k + 3
  return isWord(tokens, k + 2, 'the') && isWord(tokens, k + 3, 'day') ? k + 4 : undefined
}

function isEnd(tokens: readonly Token[], i: number): boolean {
  return at(tokens, i).tag === 'punct'
}
