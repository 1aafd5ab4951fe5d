import { offsetAt, periodAt, zoneRules } from '../timezones.ts'
import { dayMs } from './open-hours.ts'

/** Slots of one half of one day of the customer's clock: `starts[from]` to before `starts[to]`. */
export type HalfDay = {
  /** Half-days since 1970-01-01; even is a morning, odd what comes after noon. */
  half: number
  /** Ms that take its instants to the customer's wall clock. */
  offset: number
  from: number
  to: number
}

const halfMs = dayMs / 2
/** No clock on Earth is farther from UTC. */
const widestOffset = 16 * 60 * 60_000

/** The half-days of ascending `starts` (epoch ms) by a clock in `zone`, in time order. */
export function halfDays(starts: readonly number[], zone: string): HalfDay[] {
  return halfDaysBetween(starts, zone, { firstDay: -Infinity, lastDay: Infinity })
}

/** Those of the half-days that lie on the days (numbers since 1970) from `firstDay` to `lastDay`. */
export function halfDaysBetween(
  starts: readonly number[],
  zone: string,
  { firstDay, lastDay }: { firstDay: number; lastDay: number },
): HalfDay[] {
  const found: HalfDay[] = []
  const { untils, offsets } = zoneRules(zone)
  let from = firstFrom(starts, firstDay * dayMs - widestOffset)
  let period = periodAt(untils, starts[from] ?? 0)
  while (from < starts.length) {
    const first = starts[from] as number
    while (first >= (untils[period] as number)) period++
    const offset = offsets[period] as number
    const half = Math.floor((first + offset) / halfMs)
    if (dayOfHalf(half) > lastDay) break
    let end = (half + 1) * halfMs - offset
    // The clock changes on the way: the half-day ends by the new one.
    if (end > (untils[period] as number)) end += offset - (offsets[period + 1] as number)
    const to = firstFrom(starts, end, from + 1)
    if (dayOfHalf(half) >= firstDay) found.push({ half, offset, from, to })
    from = to
  }
  return found
}

/** The half-day of an instant by a clock in `zone`. */
export function halfOf(zone: string, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / halfMs)
}

/** The day number of a half-day. */
export function dayOfHalf(half: number): number {
  return Math.floor(half / 2)
}

/** Index of the first of ascending `starts`, from index `low` on, that is at or after `at`. */
export function firstFrom(starts: readonly number[], at: number, low = 0): number {
  let stride = 1
  while ((starts[low + stride] ?? Infinity) < at) stride *= 2
  let high = Math.min(low + stride, starts.length)
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low
}
