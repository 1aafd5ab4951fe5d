import type { Base } from '../base.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readAmount } from './amount.ts'
import { anchorAfter } from './anchor.ts'
import { foundDate, oneDay, placed } from './found.ts'
import { nextAmount } from './next-amount.ts'
import type { Found } from './piece.ts'
import { elapsedMs, minuteMs, moment, placedFrom, shiftDay } from './shift.ts'

/** "in two hours", "in about a week", "within the hour", "in 15". */
export function inAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const within = isWord(tokens, i, 'within', 'inside')
  let k = i + 1
  while (
    k < i + 4 &&
    isWord(
      tokens,
      k,
      'about',
      'around',
      'like',
      'roughly',
      'maybe',
      'approximately',
      'the',
      'just',
      'exactly',
      'of',
      'say',
    )
  )
    k++
  if (isWord(tokens, k, 'next', 'coming', 'following', 'upcoming'))
    return nextAmount(tokens, k, base)
  if (within && isWord(tokens, k, 'hour')) return moment(base.now, k + 1, base.now + 60 * minuteMs)
  if (isWord(tokens, k, 'under') || (isWord(tokens, k, 'less') && isWord(tokens, k + 1, 'than'))) {
    const most = readAmount(tokens, isWord(tokens, k, 'less') ? k + 2 : k + 1)
    return most?.elapsed ? moment(base.now, most.next, base.now + elapsedMs(most)) : undefined
  }
  const two = eitherAmount(tokens, k, base)
  if (two) return two
  const amount = readAmount(tokens, k)
  if (!amount) return inBare(tokens, i, k, base)
  if (isWord(tokens, i, 'after') && !amount.elapsed) return undefined
  if (amount.vague) return { piece: { k: 'vague', doubt: 'vague' }, next: amount.next }
  const next = skipTime(tokens, amount.next)
  if (isWord(tokens, next, 'ago')) return undefined
  const anchored = anchorAfter(tokens, next, base)
  if (anchored) {
    const readBack = isWord(tokens, next, 'on')
    return foundDate(oneDay(shiftDay(anchored.day, amount, 1), { readBack }), anchored.next)
  }
  if (!within) return placedFrom(base, amount, 1, next)
  if (amount.elapsed) return moment(base.now, next, base.now + elapsedMs(amount))
  return foundDate(placed(base.today, shiftDay(base.today, amount, 1) + 1), next)
}

function skipTime(tokens: readonly Token[], k: number): number {
  if (isWord(tokens, k, 'from') && isWord(tokens, k + 1, 'now', 'today', 'right'))
    return isWord(tokens, k + 1, 'right') ? k + 3 : k + 2
  if (isWord(tokens, k, "'") && isWord(tokens, k + 1, 's')) return skipTime(tokens, k + 2)
  return isWord(tokens, k, 'time') ? k + 1 : k
}

/** "in 15": minutes, when nothing else is counted. */
function inBare(tokens: readonly Token[], i: number, k: number, base: Base): Found {
  const { tag, value } = at(tokens, k)
  const next = at(tokens, k + 1)
  const counted =
    next.tag === 'word' && !['or', 'please', 'if', 'okay', 'ok', 'is', 'works'].includes(next.text)
  const minutes =
    isWord(tokens, i, 'in') && tag === 'number' && value % 5 === 0 && value >= 5 && value <= 55
  if (!minutes || counted || next.tag === 'masked' || next.tag === 'number' || next.tag === 'unit')
    return undefined
  if (next.tag === 'month' || isWord(tokens, k + 1, ':', '/', '-', 'am', 'pm')) return undefined
  return moment(base.now + value * minuteMs, k + 1)
}

/** "in an hour or two", "in two or three days", "in 2 to 3 weeks". */
export function eitherAmount(tokens: readonly Token[], k: number, base: Base): Found {
  const bare = at(tokens, k).tag === 'unit' && isWord(tokens, k + 1, 'or')
  return betweenAmounts(tokens, bare ? k - 1 : k, base, bare)
}

/** `bare`: "day or two from now", its article left out. */
function betweenAmounts(tokens: readonly Token[], k: number, base: Base, bare: boolean): Found {
  const first = at(tokens, k)
  const unit = at(tokens, k + 1)
  const article = bare || first.text === 'a' || first.text === 'an'
  const low = article ? 1 : first.value
  if (article ? unit.tag !== 'unit' : first.tag !== 'number') return undefined
  const join = article ? k + 2 : k + 1
  if (!isWord(tokens, join, 'or', 'to', '-') || at(tokens, join + 1).tag !== 'number')
    return undefined
  const measure = article ? unit : at(tokens, join + 2)
  const high = at(tokens, join + 1).value
  const next = article ? join + 2 : join + 3
  if (measure.tag !== 'unit' || high <= low || high > low * 4) return undefined
  const step = measure.name === 'hour' ? 60 : measure.name === 'minute' ? 1 : 0
  const [soon, late] = [low, high].map((n) => base.now + n * step * minuteMs) as [number, number]
  if (step > 0 && isWord(tokens, join, 'or'))
    return { piece: { k: 'moment', start: soon, or: late }, next }
  if (step > 0)
    return moment(base.now + low * step * minuteMs, next, base.now + high * step * minuteMs)
  const days = measure.name === 'week' ? 7 * measure.value : measure.name === 'day' ? 1 : 0
  if (days === 0) return undefined
  const spans = [low, high].map((n) => ({
    from: base.today + n * days,
    to: base.today + n * days + 1,
  }))
  return foundDate({ type: 'days', spans, unit: 'span' }, next)
}

/** "give me half an hour" is half an hour from now. */
export function givenAmount(tokens: readonly Token[], i: number, base: Base): Found {
  const k = isWord(tokens, i + 2, 'about', 'like', 'another') ? i + 3 : i + 2
  const two = eitherAmount(tokens, k, base)
  if (two) return two
  const amount = readAmount(tokens, k)
  return amount?.elapsed && !amount.vague ? placedFrom(base, amount, 1, amount.next) : undefined
}
