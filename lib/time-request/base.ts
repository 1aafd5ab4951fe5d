import { dayNumber } from './calendar.ts'
import type { Day } from './calendar.ts'
import type { CallHours } from './types.ts'
import { instantsAtNaive, offsetAt, startOfDay, wallAt } from '../timezones.ts'

/** What the rules know of the moment the words were said. */
export type Base = {
  /** Epoch ms. */
  now: number
  /** IANA zone the times are meant in. */
  zone: string
  clientZone: string
  hours: CallHours
  /** The day the words count from. */
  today: Day
  /** Minutes after midnight at `now`, in `zone`. */
  minutes: number
  /** Whose moving holidays count. */
  country: 'CA' | 'US'
}

const dayMs = 86_400_000
const minuteMs = 60_000

/** The same moment and day, by another zone's clock. */
export function inZone(base: Base, zone: string): Base {
  return zone === base.zone
    ? base
    : { ...base, zone, minutes: minutesOn(zone, base.now, base.today) }
}

/** What a zone's clock shows at an instant, in minutes after the midnight that begins `day`. */
export function minutesOn(zone: string, at: number, day: Day): number {
  const wall = wallAt(zone, at)
  const naive = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  return (naive - day * dayMs) / minuteMs
}

/** The day of an instant in a zone. */
export function dayAt(zone: string, at: number): Day {
  const { year, month, day } = wallAt(zone, at)
  return dayNumber(year, month, day)
}

/** The first instant of a day. Epoch ms. */
export function dayStart(base: Base, day: Day): number {
  const date = new Date(day * dayMs)
  return startOfDay(base.zone, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/** The instants at which a clock reads `minute` on `day`: none, one or two. Epoch ms. */
export function instantsOn(base: Base, day: Day, minute: number): number[] {
  return instantsAtNaive(base.zone, day * dayMs + minute * minuteMs)
}

/** The edge of a window: a gap is stepped over, of a repeated hour the first is taken. Epoch ms. */
export function edgeOn(base: Base, day: Day, minute: number): number {
  const naive = day * dayMs + minute * minuteMs
  return instantsAtNaive(base.zone, naive)[0] ?? naive - offsetAt(base.zone, naive - dayMs)
}

/** The client's call hours as the clock in `zone` shows them on `day`; may leave 0–1440. */
export function hoursOn(base: Base, day: Day): { open: number; close: number } {
  const { open, close } = base.hours
  if (base.zone === base.clientZone) return { open, close }
  const shift = minutesAhead(base, base.clientZone, day)
  return { open: open + shift, close: close + shift }
}

/** How many minutes the clock in `base.zone` is ahead of another zone's at noon of `day`. */
export function minutesAhead(base: Base, zone: string, day: Day): number {
  const noon = day * dayMs + 720 * minuteMs
  return (offsetAt(base.zone, noon) - offsetAt(zone, noon)) / minuteMs
}
