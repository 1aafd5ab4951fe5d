import type { Base } from '../base.ts'
import { addMonths, weekdayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import type { Amount } from './amount.ts'
import { foundDate, oneDay } from './found.ts'
import type { Found } from './piece.ts'

export const minuteMs = 60_000

export function placedFrom(base: Base, amount: Amount, sign: 1 | -1, next: number): Found {
  if (amount.elapsed) return moment(base.now + sign * elapsedMs(amount), next)
  return foundDate(oneDay(shiftDay(base.today, amount, sign)), next)
}

export function elapsedMs(amount: Amount): number {
  return (amount.minutes + (amount.days + 7 * amount.weeks) * 1440) * minuteMs
}

/** Calendar days, weeks and months on; business days skip Saturdays and Sundays. */
export function shiftDay(day: Day, amount: Amount, sign: 1 | -1): Day {
  let shifted =
    addMonths(day, sign * Math.round(amount.months)) +
    sign * (amount.days + Math.round(7 * amount.weeks))
  for (let left = Math.min(amount.workdays, 500); left > 0;) {
    shifted += sign
    if (weekdayOf(shifted) < 5) left--
  }
  return shifted
}

export function moment(start: number, next: number, end?: number): Found {
  return { piece: { k: 'moment', start, ...(end !== undefined && { end }) }, next }
}
