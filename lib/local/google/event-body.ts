import { createHash } from 'node:crypto'
import type { Control } from '../control.ts'
import { spanOf } from './occurrences.ts'
import { readRule } from './recurrence.ts'
import { Refusal } from './refusals.ts'
import type { EventBody } from './world.ts'

const longestKey = 44
const longestValue = 1024

/** What the caller of insert or update may say, made into what Google keeps. Throws Refusal. */
export function cleaned(said: Partial<EventBody>, calendarZone: string): Partial<EventBody> {
  const body = { ...said } as EventBody
  spanOf(body, calendarZone)
  if (body.recurrence?.length) {
    readRule(body.recurrence)
    if (body.start.dateTime && !body.start.timeZone) {
      throw new Refusal(400, 'required', 'Missing time zone definition for start time.')
    }
  }
  if (body.extendedProperties) body.extendedProperties = cutProperties(body.extendedProperties)
  if (body.attendees) body.attendees = invited(body.attendees)
  return body
}

/** Keys too long vanish and values too long are cut, both without a word. */
function cutProperties(said: NonNullable<EventBody['extendedProperties']>) {
  return Object.fromEntries(
    Object.entries(said).map(([kind, values]) => [
      kind,
      Object.fromEntries(
        Object.entries(values ?? {})
          .filter(([key, value]) => key.length <= longestKey && value !== null)
          .map(([key, value]) => [key, value.slice(0, longestValue)]),
      ),
    ]),
  )
}

function invited(attendees: NonNullable<EventBody['attendees']>) {
  return attendees.map((attendee) => {
    if (!/^[^\s@]+@[^\s@]+$/.test(attendee.email ?? '')) {
      throw new Refusal(400, 'invalid', 'Invalid attendee email.')
    }
    return { responseStatus: 'needsAction', ...attendee }
  })
}

/** RFC 7386 merging, as patch does it: null removes, objects merge, lists are replaced. */
export function mergedBody(old: EventBody, change: Record<string, unknown>): EventBody {
  return mergeObjects(old, change) as EventBody
}

function mergeObjects(old: Record<string, unknown>, change: Record<string, unknown>) {
  const next: Record<string, unknown> = { ...old }
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete next[key]
    else if (isObject(value)) next[key] = mergeObjects(isObject(next[key]) ? next[key] : {}, value)
    else next[key] = value
  }
  return next
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Answers a Meet link request, when the caller said `conferenceDataVersion=1`; otherwise it is ignored.
 * A `slow` fault on `conference.create` leaves it `pending` for that many ms of the stand-in's clock.
 */
export function withConference(
  body: EventBody,
  version: string | undefined,
  control: Control,
): EventBody {
  const request = body.conferenceData?.['createRequest'] as { requestId?: string } | undefined
  if (!request || body.conferenceData?.['readyAt'] !== undefined) return body
  const { conferenceData: _unasked, ...without } = body
  if (version !== '1') return without
  const wait = control.take('conference.create', (f) => f.kind === 'slow')
  return {
    ...body,
    conferenceData: {
      createRequest: { ...request, status: { statusCode: 'pending' } },
      readyAt: control.now() + (wait?.ms ?? 0),
    },
  }
}

/** The event as it reads now: a Meet link appears once it is ready. */
export function withReadyConference(body: EventBody, now: number): EventBody {
  const { readyAt, createRequest } = (body.conferenceData ?? {}) as {
    readyAt?: number
    createRequest?: { requestId?: string }
  }
  if (readyAt === undefined) return body
  if (readyAt > now) return { ...body, conferenceData: { createRequest } }
  const letters = createHash('sha256').update(body.id).digest('hex').replace(/\d/g, 'k')
  const name = `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7, 10)}`
  const link = `https://meet.google.com/${name}`
  return {
    ...body,
    hangoutLink: link,
    conferenceData: {
      createRequest: { ...createRequest, status: { statusCode: 'success' } },
      conferenceId: name,
      conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
      entryPoints: [{ entryPointType: 'video', uri: link, label: link.slice('https://'.length) }],
    },
  }
}
