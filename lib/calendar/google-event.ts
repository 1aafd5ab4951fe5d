import * as v from 'valibot'
import { VendorFailure } from '../failure.ts'
import type { Interval } from '../interval.ts'
import { isoAt } from '../timezones.ts'
import type { BusyByCalendar, CalendarEvent, EventChange, NewEvent } from './calendar.ts'

const instant = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.number(),
  v.finite(),
)
/** The broker may have made it an all-day event: its date then counts from midnight UTC. */
const eventTime = v.pipe(
  v.object({ dateTime: v.optional(v.string()), date: v.optional(v.string()) }),
  v.transform(({ dateTime, date }) => dateTime ?? date),
  instant,
)
const eventAnswer = v.object({
  id: v.string(),
  status: v.picklist(['confirmed', 'tentative', 'cancelled']),
  etag: v.optional(v.string()),
  start: eventTime,
  end: eventTime,
  extendedProperties: v.optional(
    v.object({ private: v.optional(v.record(v.string(), v.string())) }),
  ),
})
const freeBusyAnswer = v.object({
  calendars: v.record(
    v.string(),
    v.object({
      errors: v.optional(v.array(v.unknown())),
      busy: v.optional(v.array(v.object({ start: instant, end: instant }))),
    }),
  ),
})

/** Google's event in our words. Throws VendorFailure when it is not an event at all. */
export function readEvent(answer: unknown): CalendarEvent {
  const event = parsed(eventAnswer, answer)
  return {
    id: event.id,
    status: event.status,
    start: event.start,
    end: event.end,
    properties: event.extendedProperties?.private ?? {},
    ...(event.etag !== undefined && { etag: event.etag }),
  }
}

/** The busy intervals in a freeBusy answer; a calendar with errors, or left out, is unknown. */
export function readBusy(answer: unknown, calendarIds: string[]): BusyByCalendar {
  const { calendars } = parsed(freeBusyAnswer, answer)
  return new Map(
    calendarIds.map((id) => {
      const said = calendars[id]
      return [id, said?.errors?.length || !said?.busy ? undefined : said.busy]
    }),
  )
}

/** A new event as Google wants it. */
export function writeEvent(event: NewEvent) {
  return {
    id: event.id,
    ...writeChange(event),
    attendees: event.attendees.map(({ email, name }) => ({
      email,
      ...(name !== undefined && { displayName: name }),
    })),
    ...(event.meet && {
      conferenceData: {
        createRequest: {
          requestId: event.id.slice(0, 64),
          conferenceSolutionKey: { type: 'hangoutsMeet' },
        },
      },
    }),
  }
}

/** The changed fields of an event as Google wants them. */
export function writeChange(change: EventChange) {
  const { start, end, zone, summary, description, properties } = change
  const time = (at: number) => ({ dateTime: isoAt(zone ?? 'UTC', at), timeZone: zone ?? 'UTC' })
  return {
    ...(start !== undefined && { start: time(start) }),
    ...(end !== undefined && { end: time(end) }),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(properties !== undefined && { extendedProperties: { private: properties } }),
  }
}

/** RFC 3339 in UTC, for the ends of a range. */
export function writeRange({ start, end }: Interval) {
  return { timeMin: isoAt('UTC', start), timeMax: isoAt('UTC', end) }
}

function parsed<T extends v.GenericSchema>(schema: T, answer: unknown): v.InferOutput<T> {
  const read = v.safeParse(schema, answer)
  if (read.success) return read.output
  throw new VendorFailure('google', 'server', { code: 'unreadable_answer' })
}
