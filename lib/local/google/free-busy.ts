import type { Interval } from '../../interval.ts'
import { canonicalZone, isoAt, isoUtc } from '../../timezones.ts'
import { findCalendar } from './calendars.ts'
import { occurrences } from './occurrences.ts'
import { Refusal } from './refusals.ts'
import type { World } from './world.ts'

/** The request body of freebusy.query. */
export type FreeBusyQuery = {
  timeMin?: string
  timeMax?: string
  timeZone?: string
  items?: { id: string }[]
}

const longestMs = 60 * 86_400_000
const mostCalendars = 50

/**
 * freebusy.query for an account. A calendar it cannot say anything about carries its own error inside
 * the 200. https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
 */
export function freeBusy(world: World, account: string, query: FreeBusyQuery): object {
  const range = readRange(query)
  const write = writer(query.timeZone)
  const calendars = (query.items ?? []).map(({ id }, index) => {
    if (index >= mostCalendars) return [id, failed('tooManyCalendarsRequested')]
    const calendar = findCalendar(world, account, id)
    if (!calendar) return [id, failed('notFound')]
    const busy = merged(
      world.events
        .filter((e) => e.calendarId === calendar.id && blocks(e.body))
        .flatMap((e) => occurrences(e.body, calendar.timeZone, range)),
      range,
    )
    return [id, { busy: busy.map((b) => ({ start: write(b.start), end: write(b.end) })) }]
  })
  return {
    kind: 'calendar#freeBusy',
    timeMin: write(range.start),
    timeMax: write(range.end),
    calendars: Object.fromEntries(calendars),
  }
}

function readRange({ timeMin, timeMax }: FreeBusyQuery): Interval {
  if (!timeMin || !timeMax) {
    throw new Refusal(400, 'required', `Missing ${timeMin ? 'timeMax' : 'timeMin'} parameter.`)
  }
  const range = { start: Date.parse(timeMin), end: Date.parse(timeMax) }
  if (Number.isNaN(range.start) || Number.isNaN(range.end)) {
    throw new Refusal(400, 'badRequest', 'Bad Request')
  }
  if (range.end <= range.start) {
    throw new Refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', 'calendar')
  }
  if (range.end - range.start > longestMs) {
    throw new Refusal(400, 'timeRangeTooLong', 'The requested time range is too long.', 'calendar')
  }
  return range
}

/** Times are written in UTC unless a zone is asked for. */
function writer(zone: string | undefined): (at: number) => string {
  if (!zone || zone === 'UTC') return (at) => isoUtc(at).replace('.000Z', 'Z')
  if (!canonicalZone(zone)) throw new Refusal(400, 'invalid', 'Invalid time zone definition.')
  return (at) => isoAt(zone, at)
}

function blocks(event: { status: string; transparency?: string }): boolean {
  return event.status !== 'cancelled' && event.transparency !== 'transparent'
}

/** Sorted, overlapping and touching ones joined, cut to the range; what takes no time vanishes. */
function merged(spans: Interval[], range: Interval): Interval[] {
  const joined: Interval[] = []
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const cut = {
      start: Math.max(span.start, range.start),
      end: Math.min(span.end, range.end),
    }
    const last = joined.at(-1)
    if (cut.end <= cut.start) continue
    if (last && cut.start <= last.end) last.end = Math.max(last.end, cut.end)
    else joined.push(cut)
  }
  return joined
}

function failed(reason: string): object {
  return { errors: [{ domain: 'global', reason }], busy: [] }
}
