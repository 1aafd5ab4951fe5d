import type { WallTime } from '../../timezones.ts'

/** Monday first. */
export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/** January first. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

type CalendarDay = Pick<WallTime, 'year' | 'month' | 'day'>

/** Weekday of a date, 0 = Monday. */
export function dayOf(date: CalendarDay): number {
  return (new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() + 6) % 7
}

/** Calendar days from `a` to `b`. */
export function daysBetween(a: CalendarDay, b: CalendarDay): number {
  const from = Date.UTC(a.year, a.month - 1, a.day)
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - from) / 86_400_000)
}
