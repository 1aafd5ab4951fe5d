import { expect, test } from 'vitest'
import { VendorFailure } from '../../../lib/failure.ts'
import { broker, calendarWorld, day, failure, hour, monday9 } from './calendar-world.ts'

const range = { start: monday9, end: monday9 + day }
const span = { start: monday9 + hour, end: monday9 + 2 * hour }
const event = {
  ...span,
  id: 'abc123',
  zone: 'America/Toronto',
  summary: 'Call with Ana',
  description: 'About a mortgage',
  attendees: [],
  meet: false,
  properties: { bookingId: 'b1' },
}

test('busy time comes merged and sorted per calendar; what Google cannot say is unknown', async () => {
  const { calendar, call, google } = calendarWorld()
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString() })
  google.addEvent(broker, { start: at(monday9 + 3 * hour), end: at(monday9 + 4 * hour) })
  google.addEvent(broker, { start: at(monday9 + hour), end: at(monday9 + 2 * hour) })
  const busy = await calendar.busy(['primary', 'nobody@example.com'], range, call())
  expect(busy.get('primary')).toEqual([
    { start: monday9 + hour, end: monday9 + 2 * hour },
    { start: monday9 + 3 * hour, end: monday9 + 4 * hour },
  ])
  expect(busy.has('nobody@example.com')).toBe(true)
  expect(busy.get('nobody@example.com')).toBeUndefined()
})

test('120 calendars over 130 days are asked for in pieces Google takes, and joined', async () => {
  const { calendar, call, google, requests } = calendarWorld()
  const ids = Array.from({ length: 120 }, (_, i) => `cal-${i}@group.calendar.google.com`)
  for (const id of ids) google.addCalendar(broker, { id })
  const long = { start: monday9, end: monday9 + 130 * day }
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString() })
  const border = monday9 + 60 * day
  google.addEvent(broker, { start: at(border - hour), end: at(border + hour) }, ids[77])
  const busy = await calendar.busy(ids, long, call())
  expect(requests).toHaveLength(9)
  expect([...busy.keys()]).toEqual(ids)
  expect(busy.get(ids[77] ?? '')).toEqual([{ start: border - hour, end: border + hour }])
})

test('an event is inserted, read and moved, and one the broker deleted is read as such', async () => {
  const { calendar, call, google, deleteEvent } = calendarWorld()
  const inserted = await calendar.insert('primary', event, call())
  expect(inserted).toMatchObject({
    ...span,
    id: 'abc123',
    status: 'confirmed',
    properties: { bookingId: 'b1' },
  })
  expect(google.events()[0]?.start).toEqual({
    dateTime: '2026-11-23T10:00:00-05:00',
    timeZone: 'America/Toronto',
  })
  const moved = { start: span.start + day, end: span.end + day, zone: 'America/Toronto' }
  await calendar.patch('primary', 'abc123', moved, call())
  const read = await calendar.get('primary', 'abc123', call())
  expect(read).toMatchObject({
    start: moved.start,
    end: moved.end,
    properties: { bookingId: 'b1' },
  })
  await deleteEvent('abc123')
  expect((await calendar.get('primary', 'abc123', call()))?.status).toBe('cancelled')
})

test('with an attendee and a Meet link wanted, the guest is told and the event has one', async () => {
  const { calendar, call, google } = calendarWorld()
  const attendees = [{ email: 'ana@example.com', name: 'Ana' }]
  await calendar.insert('primary', { ...event, attendees, meet: true }, call())
  const stored = google.events()[0]?.conferenceData
  expect(stored).toMatchObject({ readyAt: expect.any(Number) })
  expect(google.invitations()).toEqual([
    { email: 'ana@example.com', eventId: 'abc123', kind: 'created' },
  ])
})

test('a taken id is a conflict, also a deleted one’s', async () => {
  const { calendar, call, deleteEvent } = calendarWorld()
  await calendar.insert('primary', event, call())
  expect((await failure(calendar.insert('primary', event, call()))).kind).toBe('conflict')
  await deleteEvent('abc123')
  expect((await failure(calendar.insert('primary', event, call()))).kind).toBe('conflict')
})

test('an event that is not there: get says so, patch refuses', async () => {
  const { calendar, call } = calendarWorld()
  expect(await calendar.get('primary', 'nothere', call())).toBeUndefined()
  const patched = failure(calendar.patch('primary', 'nothere', { summary: 'x' }, call()))
  expect((await patched).kind).toBe('not_found')
})

test('a deleted event cannot be moved', async () => {
  const { calendar, call, deleteEvent } = calendarWorld()
  await calendar.insert('primary', event, call())
  await deleteEvent('abc123')
  const moved = failure(calendar.patch('primary', 'abc123', { summary: 'x' }, call()))
  expect((await moved).kind).toBe('gone')
})

test('a 401 costs one refresh and one repeat', async () => {
  const { calendar, call, control, requests } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', status: 401 })
  await calendar.busy(['primary'], range, call())
  expect(requests).toEqual(['POST freeBusy', 'POST token', 'POST freeBusy'])
})

test('a second 401 is final', async () => {
  const { calendar, call, control, requests } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', status: 401, times: 0 })
  expect((await failure(calendar.busy(['primary'], range, call()))).kind).toBe('unauthorized')
  expect(requests).toEqual(['POST freeBusy', 'POST token', 'POST freeBusy'])
})

test('20 calls refused with one expired token make one refresh', async () => {
  const { calendar, call, control, requests } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', status: 401, times: 20 })
  await Promise.all(Array.from({ length: 20 }, () => calendar.busy(['primary'], range, call())))
  expect(requests.filter((request) => request === 'POST token')).toHaveLength(1)
})

test.each([
  ['a 429', { status: 429 }],
  ['403 rateLimitExceeded', { status: 403, reason: 'rateLimitExceeded' }],
  ['403 userRateLimitExceeded', { status: 403, reason: 'userRateLimitExceeded' }],
  ['a 500', { status: 500 }],
  ['a 503', { status: 503 }],
])('%s is retried after 1, 2 and 4 seconds', async (_, fault) => {
  const { calendar, call, control, requests, clock } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', times: 3, ...fault })
  const asked = calendar.busy(['primary'], range, call(10_000))
  const counts: number[] = []
  for (const ms of [999, 1, 1999, 1, 3999, 1]) {
    await clock.advance(ms)
    counts.push(requests.length)
  }
  expect(counts).toEqual([1, 2, 2, 3, 3, 4])
  expect((await asked).get('primary')).toEqual([])
})

test('a token that cannot be refreshed is not waited for again: its refresh had its own retry', async () => {
  const { calendar, call, control, requests, clock } = calendarWorld()
  await clock.advance(hour)
  control.inject({ on: 'oauth.refresh', kind: 'status', status: 503, times: 0 })
  const asked = await failure(calendar.busy(['primary'], range, call(60_000)))
  expect(asked.kind).toBe('server')
  expect(requests).toEqual(['POST token', 'POST token'])
})

test('a cut connection is retried', async () => {
  const { calendar, call, control, clock } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'reset' })
  const asked = calendar.busy(['primary'], range, call())
  await clock.advance(1000)
  expect((await asked).get('primary')).toEqual([])
})

test('during a call retries end where the deadline leaves no room for the wait', async () => {
  const { calendar, call, control, requests, clock } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', status: 503, times: 0 })
  const asked = failure(calendar.busy(['primary'], range, call(3000)))
  await clock.advance(1000)
  expect((await asked).kind).toBe('server')
  expect(requests).toHaveLength(2)
})

test('a Retry-After longer than our wait is honoured, and beyond the deadline not waited for', async () => {
  const { calendar, call, control, requests, clock } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', status: 429, retryAfter: 2 })
  const asked = calendar.busy(['primary'], range, call(3000))
  await clock.advance(1999)
  expect(requests).toHaveLength(1)
  await clock.advance(1)
  expect((await asked).get('primary')).toEqual([])

  control.inject({ on: 'freebusy.query', kind: 'status', status: 429, retryAfter: 5 })
  const refused = await failure(calendar.busy(['primary'], range, call(3000)))
  expect([refused.kind, refused.retryAfterMs]).toEqual(['rate_limited', 5000])
  expect(requests).toHaveLength(3)
})

test.each([
  ['403 quotaExceeded', { status: 403, reason: 'quotaExceeded' }],
  ['403 forbidden', { status: 403, reason: 'forbidden' }],
  ['a 400', { status: 400, reason: 'badRequest' }],
])('%s is not retried', async (_, fault) => {
  const { calendar, call, control, requests } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', ...fault })
  const refused = await failure(calendar.busy(['primary'], range, call(60_000)))
  expect([refused.kind, refused.code]).toEqual(['refused', fault.reason])
  expect(requests).toHaveLength(1)
})

test.each(['status', 'reset', 'lost', 'late'] as const)(
  'an insert that ends in %s is never repeated inside, and may have happened',
  async (kind) => {
    const { calendar, call, control, requests } = calendarWorld()
    control.inject({ on: 'events.insert', kind, status: 503, ms: 1000 })
    const failed = await failure(calendar.insert('primary', event, call(60_000)))
    expect(failed.mayHaveHappened).toBe(true)
    expect(requests).toEqual(['POST events'])
  },
)

test('a Google that does not answer is a timeout at the deadline', async () => {
  const { calendar, call, control, clock } = calendarWorld()
  control.inject({ on: 'events.insert', kind: 'hang' })
  const asked = failure(calendar.insert('primary', event, call(3000)))
  await clock.advance(3000)
  const { kind, mayHaveHappened } = await asked
  expect([kind, mayHaveHappened]).toEqual(['timeout', true])
})

test('no request starts after the deadline, and then certainly nothing happened', async () => {
  const { calendar, call, clock, requests } = calendarWorld()
  const late = call(100)
  await clock.advance(100)
  const { kind, mayHaveHappened } = await failure(calendar.insert('primary', event, late))
  expect([kind, mayHaveHappened]).toEqual(['timeout', false])
  expect(requests).toEqual([])
})

test('a consent withdrawn reads invalid_grant', async () => {
  const { calendar, call, google } = calendarWorld()
  google.withdraw(broker)
  expect((await failure(calendar.busy(['primary'], range, call()))).kind).toBe('invalid_grant')
})

test('no failure carries the access token', async () => {
  const { calendar, call, control, google } = calendarWorld()
  control.inject({ on: 'freebusy.query', kind: 'status', status: 403, reason: 'forbidden' })
  const failed = await failure(calendar.busy(['primary'], range, call()))
  const told = `${failed.stack} ${JSON.stringify(failed)} ${String(failed.cause)}`
  expect(told).not.toContain('ya29')
  expect(failed).toBeInstanceOf(VendorFailure)
  expect(google.grants(broker)).toBe(1)
})
