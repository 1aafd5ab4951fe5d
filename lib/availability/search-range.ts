import type { Interval } from '../interval.ts'
import type { TimeRequest, TimeSpan } from '../time-request/types.ts'
import { startOfDay, wallAt } from '../timezones.ts'
import { dayMs, minuteMs } from './open-hours.ts'
import type { Settings } from './types.ts'

/** Alternatives are looked for from a week before what was asked to two weeks after it. */
const beforeDays = 7
const afterDays = 14
/** The longest span Google's free/busy query takes (third parties' measurements). */
const longestDays = 60

/**
 * Where to look for slots, and for which span to ask for busy time: that of the slots, from the client's
 * midnight on because a daily cap counts whole days, and wide enough for the buffers. Epoch ms.
 */
export function searchRange(
  request: TimeRequest,
  { settings, now }: { settings: Settings; now: number },
): { slots: Interval; busy: Interval } {
  const spans = spansOf(request)
  const first = Math.min(...spans.map(({ start }) => start)) - beforeDays * dayMs
  const last = Math.max(...spans.map(({ start, end }) => end ?? start))
  const start = midnightBefore(settings.zone, spans.length === 0 ? now : Math.max(now, first))
  const end = (spans.length === 0 ? now : Math.max(now, last)) + afterDays * dayMs
  const slots = { start, end: Math.min(end, start + (longestDays - 3) * dayMs) }
  const before = Math.min(settings.bufferBeforeMinutes * minuteMs, dayMs)
  const after = Math.min(settings.bufferAfterMinutes * minuteMs, dayMs)
  return { slots, busy: { start: slots.start - before, end: slots.end + after } }
}

function spansOf(request: TimeRequest): readonly TimeSpan[] {
  if (request.outcome === 'ok' || request.outcome === 'past') return request.spans
  return request.outcome === 'clarify' ? request.candidates : []
}

function midnightBefore(zone: string, at: number): number {
  const { year, month, day } = wallAt(zone, at)
  return startOfDay(zone, year, month, day)
}
