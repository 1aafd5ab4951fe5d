/** Days are counted from 1970-01-01, without a zone. */
export type Day = number

const dayMs = 86_400_000

/** The day of a date; parts out of range carry over. */
export function dayNumber(year: number, month: number, day: number): Day {
  return Date.UTC(year, month - 1, day) / dayMs
}

/** The date of a day. `month` 1-12. */
export function dateOf(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 = Monday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}

/** Monday of the day's week. */
export function mondayOf(day: Day): Day {
  return day - weekdayOf(day)
}

/** How many days the month has. */
export function daysInMonth(year: number, month: number): number {
  return dateOf(dayNumber(year, month + 1, 0)).day
}

/** The same day of the month `months` on, or that month's last day. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: dom } = dateOf(day)
  const first = dateOf(dayNumber(year, month + months, 1))
  return dayNumber(first.year, first.month, Math.min(dom, daysInMonth(first.year, first.month)))
}

/** The nth weekday of a month, counted from its end when `nth` is negative; undefined when there is none. */
export function nthWeekday(
  year: number,
  month: number,
  weekday: number,
  nth: number,
): Day | undefined {
  const first = dayNumber(year, month, 1)
  const length = dayNumber(year, month + 1, 1) - first
  if (nth > 0) {
    const day = first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
    return day < first + length ? day : undefined
  }
  const last = first + length - 1
  const day = last - ((weekdayOf(last) - weekday + 7) % 7) + 7 * (nth + 1)
  return day >= first ? day : undefined
}
