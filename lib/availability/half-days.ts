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

/** The half-days of ascending `starts` (epoch ms) by a clock in `zone`, in time order. */
export function halfDays(starts: readonly number[], zone: string): HalfDay[] {
  const found: HalfDay[] = []
  const { untils, offsets } = zoneRules(zone)
  let period = periodAt(untils, starts[0] ?? 0)
  let from = 0
  while (from < starts.length) {
    const first = starts[from] as number
    while (first >= (untils[period] as number)) period++
    const offset = offsets[period] as number
    const half = Math.floor((first + offset) / halfMs)
    const to = firstFrom(starts, (half + 1) * halfMs - offset, from + 1)
    found.push({ half, offset, from, to })
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
