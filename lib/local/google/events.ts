import { randomBytes } from 'node:crypto'
import { isoUtc } from '../../timezones.ts'
import type { Control } from '../control.ts'
import { needCalendar } from './calendars.ts'
import { cleaned, mergedBody, withConference, withReadyConference } from './event-body.ts'
import { Refusal } from './refusals.ts'
import type { EventBody, StoredCalendar, StoredEvent, World } from './world.ts'

/** Who asks about which calendar, and the query parameters and headers that change the answer. */
export type EventCall = {
  world: World
  control: Control
  account: string
  calendarId: string
  query: Record<string, string>
  ifMatch?: string | undefined
}

/** events.insert: under the caller's id, or one of ours. */
export function insertEvent(call: EventCall, said: Partial<EventBody>): EventBody {
  const calendar = needCalendar(call.world, call.account, call.calendarId)
  const id = said.id ?? randomBytes(13).toString('hex')
  if (!/^[a-v0-9]{5,1024}$/.test(id)) {
    throw new Refusal(400, 'invalid', 'Invalid resource id value.')
  }
  if (
    find(call.world, calendar, id) &&
    !call.control.take('events.insert', (f) => f.kind === 'twice')
  ) {
    throw new Refusal(409, 'duplicate', 'The requested identifier already exists.')
  }
  const now = isoUtc(call.control.now())
  const body = {
    kind: 'calendar#event',
    status: 'confirmed',
    ...cleaned(said, calendar.timeZone),
    id,
    created: now,
    htmlLink: `https://www.google.com/calendar/event?eid=${id}`,
    iCalUID: `${id}@google.com`,
    creator: { email: call.account, self: true },
    organizer: { email: calendar.id, self: true },
  } as EventBody
  const stored = { calendarId: calendar.id, change: 0, body }
  call.world.events.push(stored)
  return keep(
    call,
    stored,
    withConference(body, call.query['conferenceDataVersion'], call.control),
    'created',
  )
}

/** events.get: a deleted event is still there, `cancelled`. */
export function getEvent(call: EventCall, eventId: string): EventBody {
  return withReadyConference(need(call, eventId).body, call.control.now())
}

/** events.patch: merges; also a cancelled event can be changed, and stays cancelled unless told otherwise. */
export function patchEvent(
  call: EventCall,
  eventId: string,
  change: Record<string, unknown>,
): EventBody {
  return replace(call, eventId, (old) => mergedBody(old, change))
}

/** events.update: replaces everything the caller owns. */
export function updateEvent(call: EventCall, eventId: string, said: Partial<EventBody>): EventBody {
  return replace(call, eventId, (old) => {
    const { kind, created, htmlLink, iCalUID, creator, organizer } = old
    return {
      status: 'confirmed',
      ...said,
      kind,
      created,
      htmlLink,
      iCalUID,
      creator,
      organizer,
    } as EventBody
  })
}

/** events.delete: the event reads `cancelled` from now on; a second time is refused with 410. */
export function deleteEvent(call: EventCall, eventId: string): void {
  const event = need(call, eventId)
  if (event.body.status === 'cancelled') {
    throw new Refusal(410, 'deleted', 'Resource has been deleted')
  }
  checkEtag(call, event)
  keep(call, event, { ...event.body, status: 'cancelled' }, 'cancelled')
}

function replace(
  call: EventCall,
  eventId: string,
  change: (old: EventBody) => EventBody,
): EventBody {
  const calendar = needCalendar(call.world, call.account, call.calendarId)
  const event = need(call, eventId)
  checkEtag(call, event)
  const next = { ...cleaned(change(event.body), calendar.timeZone), id: event.body.id } as EventBody
  return keep(
    call,
    event,
    withConference(next, call.query['conferenceDataVersion'], call.control),
    'changed',
  )
}

/** Of two events with one id (which Google does not rule out) the first answers. */
function find(world: World, calendar: StoredCalendar, id: string): StoredEvent | undefined {
  return world.events.find((e) => e.calendarId === calendar.id && e.body.id === id)
}

function need(call: EventCall, eventId: string): StoredEvent {
  const calendar = needCalendar(call.world, call.account, call.calendarId)
  const event = find(call.world, calendar, eventId)
  if (!event) throw new Refusal(404, 'notFound', 'Not Found')
  return event
}

function checkEtag({ ifMatch }: EventCall, event: StoredEvent): void {
  if (ifMatch && ifMatch !== '*' && ifMatch !== event.body['etag']) {
    throw new Refusal(412, 'conditionNotMet', 'Precondition Failed')
  }
}

/** Writes the change down under the next change number and notes who is told. */
function keep(
  call: EventCall,
  event: StoredEvent,
  body: EventBody,
  kind: World['invitations'][number]['kind'],
): EventBody {
  event.change = ++call.world.changes
  event.body = { ...body, etag: `"${event.change}"`, updated: isoUtc(call.control.now()) }
  if (call.query['sendUpdates'] === 'all') {
    for (const { email } of body.attendees ?? []) {
      call.world.invitations.push({ email, eventId: body.id, kind })
    }
  }
  return withReadyConference(event.body, call.control.now())
}
