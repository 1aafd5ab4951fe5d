import type { Base } from '../base.ts'
import { addMonths } from '../calendar.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readAmount } from './amount.ts'
import { comingWeekday } from './spans.ts'
import { foundDate, placed } from './found.ts'
import type { Found } from './piece.ts'
import { elapsedMs, minuteMs, moment, shiftDay } from './shift.ts'

/** "the next three days" start tomorrow; "the next two hours" start now. */
export function nextAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const several = severalWeekdays(tokens, i + 1, base)
  if (several) return several
  const orTwo = unitOrTwo(tokens, i + 1, base)
  if (orTwo) return orTwo
  const k = i + 1
  if (isWord(tokens, k, 'hour', 'minute'))
    return moment(base.now, k + 1, base.now + (isWord(tokens, k, 'hour') ? 60 : 1) * minuteMs)
  const unit = at(tokens, k).name
  const led =
    isWord(tokens, i - 1, 'the') && isWord(tokens, i - 2, 'in', 'within', 'over', 'during')
  if (led && (unit === 'week' || unit === 'month') && at(tokens, k).tag === 'unit') {
    const to = unit === 'week' ? base.today + 7 * at(tokens, k).value : addMonths(base.today, 1)
    return foundDate(placed(base.today + 1, to + 1), k + 1)
  }
  if (at(tokens, k).tag !== 'number' && !isWord(tokens, k, 'couple', 'few', 'several', 'half'))
    return undefined
  const amount = readAmount(tokens, k)
  if (!amount) return undefined
  if (amount.vague) return { piece: { k: 'vague', doubt: 'vague' }, next: amount.next }
  if (amount.elapsed) return moment(base.now, amount.next, base.now + elapsedMs(amount))
  return foundDate(placed(base.today + 1, shiftDay(base.today, amount, 1) + 1), amount.next)
}

/** "the 2 next days". */
export function countedNext(tokens: readonly Token[], i: number, base: Base): Found {
  const amount = readAmount([at(tokens, i), ...tokens.slice(i + 2, i + 3)], 0)
  if (!amount || amount.elapsed) return undefined
  return foundDate(placed(base.today + 1, shiftDay(base.today, amount, 1) + 1), i + 3)
}

/** "in the next day or two", "the coming days". */
function unitOrTwo(tokens: readonly Token[], k: number, base: Base): Found {
  const { tag, name, text } = at(tokens, k)
  if (tag !== 'unit') return undefined
  if (text.endsWith('s')) return { piece: { k: 'vague', doubt: 'vague' }, next: k + 1 }
  const { tag: counted, value } = at(tokens, k + 2)
  if (!isWord(tokens, k + 1, 'or') || counted !== 'number' || value > 6) return undefined
  const step = name === 'week' ? 7 : name === 'day' ? 1 : 0
  if (step > 0) return foundDate(placed(base.today + 1, base.today + value * step + 1), k + 3)
  const minutes = name === 'hour' ? 60 : name === 'minute' ? 1 : 0
  return minutes > 0 ? moment(base.now, k + 3, base.now + value * minutes * minuteMs) : undefined
}

/** "the next three Mondays", "the next two weekends". */
function severalWeekdays(tokens: readonly Token[], k: number, base: Base): Found {
  const count = isWord(tokens, k, 'couple')
    ? 2
    : at(tokens, k).tag === 'number'
      ? at(tokens, k).value
      : 0
  const day = at(tokens, isWord(tokens, k + 1, 'of') ? k + 2 : k + 1)
  const isWeekend = day.tag === 'unit' && day.name === 'weekend'
  if (count < 2 || count > 10 || (day.tag !== 'weekday' && !isWeekend)) return undefined
  const first = comingWeekday(base, isWeekend ? 5 : day.value)
  const spans = Array.from({ length: count }, (_, n) => ({
    from: first + 7 * n,
    to: first + 7 * n + (isWeekend ? 2 : 1),
  }))
  return foundDate(
    { type: 'days', spans, unit: 'span' },
    isWord(tokens, k + 1, 'of') ? k + 3 : k + 2,
  )
}
