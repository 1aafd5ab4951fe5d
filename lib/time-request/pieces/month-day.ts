import type { Base } from '../base.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { foundDate } from './found.ts'
import { monthSpan } from './spans.ts'
import type { Found } from './piece.ts'
import { readYear } from './year.ts'

/** "March 9", "march the twelfth", "Oct/2", "January 6th, 2027", or the month alone where it is meant as one. */
export function findMonth(tokens: readonly Token[], i: number, base: Base): Found {
  const skips = isWord(tokens, i, 'next', 'this', 'the', 'last')
  const k = skips ? i + 1 : i
  const month = at(tokens, k)
  if (month.tag !== 'month') return undefined
  if (!skips || isWord(tokens, i, 'this')) {
    const day = dayAfterMonth(tokens, k + 1)
    if (day) {
      const year = readYear(tokens, day.next)
      const spec = {
        type: 'dayOfMonth' as const,
        day: day.value,
        month: month.value,
        ...(year && { year: year.value }),
      }
      return foundDate(spec, year?.next ?? day.next)
    }
  }
  if (isWord(tokens, i, 'last')) return undefined
  const year = readYear(tokens, k + 1)
  if (year) return foundDate(monthSpan(base, month.value, year.value), year.next)
  if (!skips && !isMeantAsMonth(tokens, k)) return undefined
  const dot = isWord(tokens, k + 1, '.') && month.text.length < 5 ? 1 : 0
  if (isWord(tokens, k + 1, 'after') && isWord(tokens, k + 2, 'next')) {
    return foundDate(monthSpan(base, month.value, undefined, 1), k + 3)
  }
  return foundDate(monthSpan(base, month.value), k + 1 + dot)
}

/** The day that follows a month's name. */
function dayAfterMonth(
  tokens: readonly Token[],
  i: number,
): { value: number; next: number } | undefined {
  let k = i
  while ((isWord(tokens, k, '.', '/', '-', ',') && k === i) || isWord(tokens, k, 'the')) k++
  const { tag, value, digits, text } = at(tokens, k)
  if (tag === 'ordinal') return value < 100 ? { value, next: k + 1 } : undefined
  const alike = soundAlikeDay(tokens, k, i)
  if (alike) return { value: alike, next: k + 1 }
  if (tag !== 'number' || digits > 2 || value < 1 || value > 99 || text === 'hundred')
    return undefined
  if (isWord(tokens, k + 1, ':', 'am', 'pm', "o'clock", 'percent', 'h')) return undefined
  return { value, next: k + 1 }
}

/** "march for", "june too": a number by its sound, when nothing follows that would make it a word. */
function soundAlikeDay(tokens: readonly Token[], k: number, i: number): number | undefined {
  if (k !== i && !isWord(tokens, i, 'the')) return undefined
  const next = at(tokens, k + 1)
  const ends = next.text === '' || next.tag === 'punct' || isWord(tokens, k + 1, 'at', 'in')
  if (!ends) return undefined
  if (isWord(tokens, k, 'too', 'to')) return next.text === 'at' || next.text === '' ? 2 : undefined
  if (isWord(tokens, k, 'for')) return next.text === 'at' ? 4 : undefined
  return isWord(tokens, k, 'tree')
    ? 3
    : isWord(tokens, k, 'ate')
      ? 8
      : isWord(tokens, k, 'won')
        ? 1
        : undefined
}

const monthIntroductions = new Set(
  'in of next this early late mid middle beginning end start since until till by during from after before through or and to around sometime for'.split(
    ' ',
  ),
)

/** March, April, May, June and August are names or verbs too. */
const nameMonths = new Set([3, 4, 5, 6, 8])
const judged = new Set('is fine good great better best okay ok looks'.split(' '))

/** "April" alone is a month only where one is expected: names are not dates. */
function isMeantAsMonth(tokens: readonly Token[], i: number): boolean {
  const before = at(tokens, i - 1)
  if (before.text === '' || (before.tag === 'punct' && before.text !== '$')) {
    const { text, tag } = at(tokens, i + 1)
    return (
      text === '' ||
      tag === 'punct' ||
      ['or', 'and', 'to', 'in', 'after', 'sometime', 'works', 'would'].includes(text) ||
      (!nameMonths.has(at(tokens, i).value) && judged.has(text))
    )
  }
  return monthIntroductions.has(before.text) || before.text === 'maybe'
}
