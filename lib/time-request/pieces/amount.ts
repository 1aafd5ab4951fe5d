import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readCount } from './count.ts'

/** How much time: "two hours and a half", "a couple of weeks", "1 day 5 hours". `vague`: "a few days". */
export type Amount = {
  minutes: number
  days: number
  weeks: number
  months: number
  workdays: number
  /** The smallest unit is at most an hour: elapsed time, not calendar days. */
  elapsed: boolean
  vague: boolean
  next: number
}

/** An amount at `i`; undefined when none is there. */
export function readAmount(tokens: readonly Token[], i: number): Amount | undefined {
  const total: Amount = {
    minutes: 0,
    days: 0,
    weeks: 0,
    months: 0,
    workdays: 0,
    elapsed: false,
    vague: false,
    next: i,
  }
  let k = i
  for (let units = 0; units < 4 && addOne(tokens, k, total); units++) {
    k = total.next
    if (isWord(tokens, k, 'and', ',') && startsAmount(tokens, k + 1)) k++
    else if (!startsAmount(tokens, k)) break
  }
  return total.next === i ? undefined : total
}

function startsAmount(tokens: readonly Token[], k: number): boolean {
  const unit = at(tokens, k + 1)
  return at(tokens, k).tag === 'number' && unit.tag === 'unit' && unit.name !== 'weekend'
}

function addOne(tokens: readonly Token[], i: number, total: Amount): boolean {
  const count = readCount(tokens, i)
  if (!count) return false
  let k = count.next
  while (
    isWord(tokens, k, 'more', 'full', 'whole', 'short', 'little', 'calendar', 'of') &&
    k < count.next + 2
  )
    k++
  const unit = unitAt(tokens, k)
  if (!unit) return false
  const half =
    isWord(tokens, k + 1, 'and') &&
    isWord(tokens, k + 2, 'a') &&
    isWord(tokens, k + 3, 'half', 'quarter')
  const value = count.value + (half ? (isWord(tokens, k + 3, 'half') ? 0.5 : 0.25) : 0)
  total.vague ||= count.vague
  total.next = half ? k + 4 : k + 1
  if (unit.name === 'hour') total.minutes += value * 60
  else if (unit.name === 'minute') total.minutes += value
  else if (unit.name === 'second') total.minutes += value / 60
  else if (unit.name === 'day') addDays(total, value)
  else if (unit.name === 'week') total.weeks += value * unit.value
  else if (unit.name === 'month') total.months += value
  else if (unit.name === 'year') total.months += value * 12
  else if (unit.name === 'weekday') total.workdays += value
  else return false
  total.elapsed ||= unit.name === 'hour' || unit.name === 'minute' || unit.name === 'second'
  return true
}

/** "a day and a half" is 36 hours. */
function addDays(total: Amount, value: number): void {
  total.days += Math.floor(value)
  const rest = (value % 1) * 1440
  if (rest > 0) total.minutes += rest
  total.elapsed ||= rest > 0
}

function unitAt(tokens: readonly Token[], k: number): Token | undefined {
  const token = at(tokens, k)
  if (token.tag === 'unit' && token.name !== 'weekend' && token.name !== 'quarter') return token
  if (token.text === 'our' || token.text === 'ours')
    return { ...token, tag: 'unit', name: 'hour', value: 1 }
  if (token.text === 'second') return { ...token, tag: 'unit', value: 1 }
  const short: Record<string, string> = {
    h: 'hour',
    m: 'minute',
    d: 'day',
    w: 'week',
    "'": 'minute',
  }
  const name =
    (token.glued || token.text === 'h') && Object.hasOwn(short, token.text)
      ? short[token.text]
      : undefined
  return name ? { ...token, tag: 'unit', name, value: 1 } : undefined
}
