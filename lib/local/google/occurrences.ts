import type { Interval } from '../../interval.ts'
import { canonicalZone, instantsAtNaive, naiveMs, offsetAt, wallAt } from '../../timezones.ts'
import { daysOf, readRule } from './recurrence.ts'
import { Refusal } from './refusals.ts'
import type { EventBody, EventTime } from './world.ts'

const dayMs = 86_400_000

/**
 * The spans an event takes inside `range`, recurrences expanded by the wall clock of their zone,
 * all-day events from midnight to midnight of the calendar's zone.
 */
export function occurrences(event: EventBody, calendarZone: string, range: Interval): Interval[] {
  const first = spanOf(event, calendarZone)
  const found: Interval[] = []
  const keep = (span: Interval) => {
    if (span.start < range.end && span.end > range.start) found.push(span)
  }
  if (!event.recurrence?.length) {
    keep(first)
    return found
  }
  const zone = event.start.date ? calendarZone : (event.start.timeZone ?? calendarZone)
  const rule = readRule(event.recurrence)
  const start = naiveMs(wallAt(zone, first.start))
  const length = naiveMs(wallAt(zone, first.end)) - start
  for (const day of daysOf(rule, Math.floor(start / dayMs))) {
    const naive = start + day * dayMs
    const at = instantOf(zone, naive)
    if (at >= range.end || at > rule.until) break
    const end = event.start.date ? instantOf(zone, naive + length) : at + first.end - first.start
    keep({ start: at, end })
  }
  return found
}

/** The span of an event's first (or only) occurrence. Throws Refusal when its times make none. */
export function spanOf(event: Pick<EventBody, 'start' | 'end'>, calendarZone: string): Interval {
  const span = {
    start: instantOfTime(event.start, calendarZone, 'start'),
    end: instantOfTime(event.end, calendarZone, 'end'),
  }
  if (span.end < span.start || (event.start.date && span.end === span.start)) {
    throw new Refusal(400, 'timeRangeEmpty', 'The specified time range is empty.')
  }
  if (Boolean(event.start.date) !== Boolean(event.end.date)) {
    throw new Refusal(400, 'invalid', 'Start and end times must either both be date or dateTime.')
  }
  return span
}

function instantOfTime(
  time: EventTime | undefined,
  calendarZone: string,
  which: 'start' | 'end',
): number {
  if (!time?.date && !time?.dateTime) throw new Refusal(400, 'required', `Missing ${which} time.`)
  if (time.timeZone && !canonicalZone(time.timeZone)) {
    throw new Refusal(400, 'invalid', `Invalid time zone definition for ${which} time.`)
  }
  if (time.date) return instantOf(calendarZone, parsed(`${time.date}T00:00:00Z`, which))
  const text = time.dateTime ?? ''
  if (/(Z|[+-]\d\d:\d\d)$/i.test(text)) return parsed(text, which)
  if (!time.timeZone) {
    throw new Refusal(400, 'required', `Missing time zone definition for ${which} time.`)
  }
  return instantOf(time.timeZone, parsed(`${text}Z`, which))
}

function parsed(iso: string, which: string): number {
  const at = /^\d{4}-\d\d-\d\dT/.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(at)) throw new Refusal(400, 'invalid', `Invalid ${which} time.`)
  return at
}

/** A wall time's (first) instant; inside a spring gap, as far past it as the wall time is into it. */
function instantOf(zone: string, naive: number): number {
  return instantsAtNaive(zone, naive)[0] ?? naive - offsetAt(zone, naive - dayMs)
}
