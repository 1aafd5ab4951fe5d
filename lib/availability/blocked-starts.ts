import type { Interval } from '../interval.ts'
import { startOfDay } from '../timezones.ts'
import { minuteMs } from './open-hours.ts'
import type { Busy, Settings } from './types.ts'

/** Starts a meeting cannot have: those strictly between `from[i]` and `to[i]`. `from` ascends. Epoch ms. */
export type BlockedStarts = { from: number[]; to: number[] }

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
  const blocked: BlockedStarts = { from: [], to: [] }
  let last = -Infinity
  let sorted = true
  const add = (from: number, to: number) => {
    if (to <= span.start || from >= span.end) return
    if (from < last) sorted = false
    last = from
    blocked.from.push(from)
    blocked.to.push(to)
  }
  for (const item of busy) {
    const { start, end } = 'startDate' in item ? allDay(settings.zone, item) : item
    if (start < end && !isLapsed(item, now)) add(start - lead, end + before)
  }
  for (const { start, end } of exclude) if (start < end) add(start - length, end)
  return sorted ? blocked : inOrder(blocked)
}

/** Local midnight to local midnight: 23, 24 or 25 hours a day. */
export function allDay(zone: string, dates: { startDate: string; endDate: string }): Interval {
  return { start: midnightOf(zone, dates.startDate), end: midnightOf(zone, dates.endDate) }
}

function midnightOf(zone: string, date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return startOfDay(zone, year, month, day)
}

function isLapsed(item: Busy, now: number): boolean {
  return 'holdUntil' in item && item.holdUntil !== undefined && item.holdUntil <= now
}

function inOrder({ from, to }: BlockedStarts): BlockedStarts {
  const order = from.map((_, i) => i).sort((a, b) => (from[a] as number) - (from[b] as number))
  return {
    from: order.map((i) => from[i] as number),
    to: order.map((i) => to[i] as number),
  }
}
