import type { Interval } from '../../interval.ts'
import { isoAt, isoUtc } from '../../timezones.ts'
import { needCalendar } from './calendars.ts'
import { withReadyConference } from './event-body.ts'
import type { EventCall } from './events.ts'
import { occurrences, spanOf } from './occurrences.ts'
import { Refusal } from './refusals.ts'
import type { EventBody, EventTime, StoredCalendar, StoredEvent } from './world.ts'

const always = { start: -Infinity, end: Infinity }
const usualPage = 250

/**
 * events.list: by time range, by private properties, by what changed since a sync token, in pages.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/list
 */
export function listEvents(call: EventCall, privateProperties: string[]): object {
  const calendar = needCalendar(call.world, call.account, call.calendarId)
  const { query } = call
  const since = syncPoint(call, privateProperties)
  const deletedToo = since !== undefined || query['showDeleted'] === 'true'
  const events = call.world.events
    .filter((e) => e.calendarId === calendar.id && e.change > (since ?? 0))
    .filter((e) => deletedToo || e.body.status !== 'cancelled')
    .filter((e) => privateProperties.every((wanted) => has(e, wanted)))
    .flatMap((e) => inRange(e, calendar, query))
    .map((body) => withReadyConference(body, call.control.now()))
  if (query['orderBy'] === 'startTime') {
    if (query['singleEvents'] !== 'true') throw new Refusal(400, 'badRequest', 'Bad Request')
    events.sort((a, b) => spanOf(a, calendar.timeZone).start - spanOf(b, calendar.timeZone).start)
  }
  return {
    kind: 'calendar#events',
    summary: calendar.summary,
    timeZone: calendar.timeZone,
    ...page(call, events),
  }
}

function syncPoint({ world, query }: EventCall, privateProperties: string[]): number | undefined {
  if (!query['syncToken']) return undefined
  const forbidden = ['timeMin', 'timeMax', 'orderBy', 'q', 'iCalUID', 'updatedMin']
  if (privateProperties.length > 0 || forbidden.some((name) => query[name] !== undefined)) {
    throw new Refusal(400, 'badRequest', 'Bad Request')
  }
  const since = /^sync-(\d+)$/.exec(query['syncToken'])?.[1]
  if (since === undefined || Number(since) < world.oldestSync) {
    throw new Refusal(
      410,
      'fullSyncRequired',
      'Sync token is no longer valid, a full sync is required.',
      'calendar',
    )
  }
  return Number(since)
}

function has({ body }: StoredEvent, wanted: string): boolean {
  const at = wanted.indexOf('=')
  return body.extendedProperties?.private?.[wanted.slice(0, at)] === wanted.slice(at + 1)
}

/** The event, or with `singleEvents` its occurrences, when inside timeMin (by end) and timeMax (by start). */
function inRange(
  { body }: StoredEvent,
  { timeZone }: StoredCalendar,
  query: Record<string, string>,
): EventBody[] {
  const range = {
    start: query['timeMin'] ? Date.parse(query['timeMin']) : always.start,
    end: query['timeMax'] ? Date.parse(query['timeMax']) : always.end,
  }
  if (range.start >= range.end) {
    throw new Refusal(400, 'timeRangeEmpty', 'The specified time range is empty.')
  }
  if (body.recurrence?.length && query['singleEvents'] !== 'true') return [body]
  if (!body.recurrence?.length) return occurrences(body, timeZone, range).map(() => body)
  const bounded = {
    ...range,
    end: Math.min(range.end, spanOf(body, timeZone).start + 730 * 86_400_000),
  }
  return occurrences(body, timeZone, bounded).map((span) => instance(body, span, timeZone))
}

function instance(body: EventBody, span: Interval, calendarZone: string): EventBody {
  const { recurrence: _recurrence, ...single } = body
  const zone = body.start.timeZone
  const time = (at: number): EventTime =>
    body.start.date
      ? { date: isoAt(calendarZone, at).slice(0, 10) }
      : { dateTime: isoUtc(at), ...(zone && { timeZone: zone }) }
  const start = time(span.start)
  const stamp = (start.date ?? start.dateTime ?? '').replace(/[-:]|\.000/g, '')
  const id = `${body.id}_${stamp}`
  return { ...single, id, recurringEventId: body.id, start, end: time(span.end) }
}

function page({ world, query }: EventCall, events: EventBody[]): object {
  const size = Math.min(Number(query['maxResults'] ?? usualPage), 2500)
  const from = Number(/^page-(\d+)$/.exec(query['pageToken'] ?? '')?.[1] ?? 0)
  const items = events.slice(from, from + size)
  return from + size < events.length
    ? { items, nextPageToken: `page-${from + size}` }
    : { items, nextSyncToken: `sync-${world.changes}` }
}
