import { read } from '../../../../lib/time-request/read.ts'
import type { ReadContext, TimeSpan } from '../../../../lib/time-request/types.ts'
import { isoAt } from '../../../../lib/timezones.ts'

/** When and where the words are said. */
export type Said = {
  /** ISO 8601 with offset. */
  now: string
  zone: string
  clientZone?: string
  /** Opening and closing hour of the client. */
  hours?: readonly [number, number]
}

/** Wednesday morning in Toronto, four days before the clocks go forward. */
export const wednesday: Said = { now: '2026-03-04T10:15:00-05:00', zone: 'America/Toronto' }
/** Friday afternoon in Vancouver. */
export const friday: Said = { now: '2026-06-12T14:40:00-07:00', zone: 'America/Vancouver' }
/** Sunday morning in Toronto, after the clocks went back. */
export const sunday: Said = { now: '2026-11-22T11:05:00-05:00', zone: 'America/Toronto' }
/** Tuesday evening in New York, at the year's end. */
export const yearEnd: Said = { now: '2026-12-29T18:30:00-05:00', zone: 'America/New_York' }

/**
 * A reading, short enough for a table: `03-05 16:00` an instant, `03-05` a day, `03-05..03-07` days (the last
 * included), `03-05 09:00-12:00` a window, ` | ` between several, else the outcome. Times in the said zone.
 */
export function reading(text: string, said: Said): string {
  const { now, zone } = said
  const request = read(text, contextOf(said))
  if (request.outcome !== 'ok') return request.outcome
  return joined(request.spans)
    .map((span) => short(span, zone, now.slice(0, 4)))
    .join(' | ')
}

/** What `read` is given; the client is in the said zone and open from 9 to 20 unless told otherwise. */
export function contextOf({ now, zone, clientZone = zone, hours = [9, 20] }: Said): ReadContext {
  const [open, close] = hours
  return { now: Date.parse(now), zone, clientZone, hours: { open: open * 60, close: close * 60 } }
}

/** Windows that touch are one. */
function joined(spans: readonly TimeSpan[]): TimeSpan[] {
  const out: TimeSpan[] = []
  for (const span of spans) {
    const last = out.at(-1)
    if (last?.end !== undefined && span.end !== undefined && span.start <= last.end) {
      last.end = Math.max(last.end, span.end)
    } else out.push({ ...span })
  }
  return out
}

function short({ start, end }: TimeSpan, zone: string, year: string): string {
  const from = local(start, zone, year)
  if (end === undefined) return `${from.day} ${from.time}`
  const to = local(end, zone, year)
  if (from.time === '00:00' && to.time === '00:00') {
    const last = local(end - 12 * 3_600_000, zone, year)
    return from.day === last.day ? from.day : `${from.day}..${last.day}`
  }
  if (from.day === to.day) return `${from.day} ${from.time}-${to.time}`
  return `${from.day} ${from.time}..${to.day} ${to.time}`
}

function local(at: number, zone: string, year: string): { day: string; time: string } {
  const iso = isoAt(zone, at)
  return { day: iso.slice(iso.startsWith(year) ? 5 : 0, 10), time: iso.slice(11, 16) }
}
