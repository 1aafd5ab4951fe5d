import type { Interval } from '../interval.ts'
import { startOfDay } from '../timezones.ts'
import { minuteMs } from './open-hours.ts'
import type { Busy, Settings } from './types.ts'

/**
 * Starts a meeting cannot have: each blocker rules out those strictly between its `from` and its `to`.
 * Both lists ascend, each on its own: a start is ruled out when more blockers have begun before it than
 * have ended by it. Epoch ms.
 */
export type BlockedStarts = { from: Float64Array; to: Float64Array }

/** What a meeting must stay clear of. */
export type Blockers = {
  settings: Settings
  now: number
  busy: readonly Busy[]
  /** Spans the customer ruled out; buffers do not apply to them. */
  exclude: readonly Interval[]
  /** Meeting length in ms. */
  length: number
}

/** The starts ruled out inside `span` by busy time with its buffers and by what the customer excluded. */
export function blockedStarts(blockers: Blockers, span: Interval): BlockedStarts {
  const { settings, now, busy, exclude, length } = blockers
  const before = settings.bufferBeforeMinutes * minuteMs
  const lead = length + settings.bufferAfterMinutes * minuteMs
  const from = new Float64Array(busy.length + exclude.length)
  const to = new Float64Array(busy.length + exclude.length)
  let count = 0
  for (const item of busy) {
    const { start, end } = intervalOf(settings.zone, item)
    if (end + before <= span.start || start - lead >= span.end || start >= end) continue
    if (item.holdUntil !== undefined && item.holdUntil <= now) continue
    from[count] = start - lead
    to[count++] = end + before
  }
  for (const { start, end } of exclude) {
    if (start >= end) continue
    from[count] = start - length
    to[count++] = end
  }
  return { from: ascending(from.subarray(0, count)), to: ascending(to.subarray(0, count)) }
}

/** A busy item as instants; all day is local midnight to local midnight, 23, 24 or 25 hours. */
export function intervalOf(zone: string, item: Busy): Interval {
  if (item.startDate === undefined) return item
  return { start: midnightOf(zone, item.startDate), end: midnightOf(zone, item.endDate) }
}

function midnightOf(zone: string, date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return startOfDay(zone, year, month, day)
}

/** Sorted in place; calendars mostly answer in order already. */
function ascending(times: Float64Array): Float64Array {
  for (let i = 1; i < times.length; i++) {
    if ((times[i] as number) < (times[i - 1] as number)) return times.sort()
  }
  return times
}
