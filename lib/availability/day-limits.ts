import { offsetAt } from '../timezones.ts'
import { dayMs, dayNumber } from './open-hours.ts'
import type { SlotQuery } from './types.ts'

/** The farthest horizon a client may set, and everybody's who set none: what zone data says of later years is a guess. */
export const longestHorizonDays = 3650

/** Which client-local days may take a meeting. Days are numbers since 1970-01-01. */
export type DayLimits = { isTooFar(day: number): boolean; isFull(day: number): boolean }

/** The day a wall clock in `zone` shows at `at` (epoch ms). */
export function dayAt(zone: string, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / dayMs)
}

/** The horizon and the daily cap of a query. */
export function dayLimits({ settings, now, busy }: SlotQuery): DayLimits {
  const { zone, horizonDays, dailyCap } = settings
  const lastDay = dayAt(zone, now) + (horizonDays ?? longestHorizonDays)
  const isTooFar = (day: number) => day > lastDay
  if (dailyCap === undefined) return { isTooFar, isFull: () => false }
  const booked = new Map<number, number>()
  for (const item of busy) {
    if (!item.booking) continue
    const day = item.startDate === undefined ? dayAt(zone, item.start) : dayNumber(item.startDate)
    booked.set(day, (booked.get(day) ?? 0) + 1)
  }
  return { isTooFar, isFull: (day) => (booked.get(day) ?? 0) >= dailyCap }
}
