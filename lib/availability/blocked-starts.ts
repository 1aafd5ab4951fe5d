import type { Interval } from '../interval.ts'
import { startOfDay } from '../timezones.ts'
import { minuteMs } from './open-hours.ts'
import type { Busy, Settings } from './types.ts'

/**
 * Starts a meeting cannot have: each blocker rules out those strictly between its `from` and its `to`.
 * Both lists ascend, each on its own: a start is ruled out when more blockers have begun before it than
 * have ended by it. Epoch ms.
 */
export type BlockedStarts = { from: ArrayLike<number>; to: ArrayLike<number> }

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
  const from: number[] = []
  const to: number[] = []
  for (const item of busy) {
    const { start, end } = intervalOf(settings.zone, item)
    if (end + before <= span.start || start - lead >= span.end || start >= end) continue
    if (item.holdUntil !== undefined && item.holdUntil <= now) continue
    from.push(start - lead)
    to.push(end + before)
  }
  for (const { start, end } of exclude) {
    if (start >= end) continue
    from.push(start - length)
    to.push(end)
  }
  return { from: ascending(from), to: ascending(to) }
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

/** Calendars mostly answer in order; typed arrays sort numbers fastest. */
function ascending(times: number[]): ArrayLike<number> {
  for (let i = 1; i < times.length; i++) {
    if ((times[i] as number) < (times[i - 1] as number)) return Float64Array.from(times).sort()
  }
  return times
}
