import { expect, test } from 'vitest'
import { allScopes, broker, googleWorld, monday9 } from './google-world.ts'
import { refusal } from './refusal.ts'

const day = 86_400_000
const iso = (at: number) => new Date(at).toISOString()
const here = { calendarId: 'primary' }
const meeting = {
  start: { dateTime: iso(monday9) },
  end: { dateTime: iso(monday9 + 3_600_000) },
}

test('freeBusy takes 60 days and refuses a moment more', async () => {
  const { api } = googleWorld()
  const query = (ms: number) => {
    const requestBody = { timeMin: iso(monday9), timeMax: iso(monday9 + ms), items: [] }
    return api.freebusy.query({ requestBody })
  }
  expect((await query(60 * day)).status).toBe(200)
  expect(await refusal(query(60 * day + 1))).toEqual([400, 'timeRangeTooLong'])
})

test('freeBusy says nothing about a 51st calendar', async () => {
  const { api, addCalendar } = googleWorld()
  const ids = Array.from({ length: 51 }, (_, i) => `c${i}@group.calendar.google.com`)
  for (const id of ids) addCalendar(broker, { id })
  const requestBody = {
    timeMin: iso(monday9),
    timeMax: iso(monday9 + day),
    items: ids.map((id) => ({ id })),
  }
  const { calendars } = (await api.freebusy.query({ requestBody })).data
  const known = ids.filter((id) => !calendars?.[id]?.errors)
  expect(known).toEqual(ids.slice(0, 50))
  expect(calendars?.[ids[50] ?? '']?.errors?.[0]?.reason).toBe('tooManyCalendarsRequested')
})

test('another account’s calendar is as unknown as none', async () => {
  const { api, addAccount } = googleWorld()
  addAccount('other@example.com')
  const items = [{ id: 'other@example.com' }]
  const requestBody = { timeMin: iso(monday9), timeMax: iso(monday9 + day), items }
  const { calendars } = (await api.freebusy.query({ requestBody })).data
  expect(calendars?.['other@example.com']?.errors?.[0]?.reason).toBe('notFound')
  const listed = api.events.list({ calendarId: 'other@example.com' })
  expect(await refusal(listed)).toEqual([404, 'notFound'])
})

test.each([
  ['calendar.events', [200, 403]],
  ['calendar.events.freebusy', [403, 200]],
  ['calendar.events.owned', [200, 403]],
  ['calendar', [200, 200]],
])('the scope %s covers what Google says it covers', async (scope, [insert, query]) => {
  const { api } = googleWorld([`https://www.googleapis.com/auth/${scope}`])
  const requestBody = { timeMin: iso(monday9), timeMax: iso(monday9 + day), items: [] }
  const status = (call: Promise<{ status: number }>) =>
    call.then(
      (answer) => answer.status,
      (error: { status: number }) => error.status,
    )
  expect([
    await status(api.events.insert({ ...here, requestBody: meeting })),
    await status(api.freebusy.query({ requestBody })),
  ]).toEqual([insert, query])
})

test('a Meet link may be pending and appears later', async () => {
  const { api, control, turn } = googleWorld()
  control.inject({ on: 'conference.create', kind: 'slow', ms: 5000 })
  const conferenceData = { createRequest: { requestId: 'r1' } }
  const requestBody = { ...meeting, id: 'abc123', conferenceData }
  const made = await api.events.insert({ ...here, requestBody, conferenceDataVersion: 1 })
  expect(made.data.conferenceData?.createRequest?.status?.statusCode).toBe('pending')
  expect(made.data.hangoutLink).toBeUndefined()
  turn(5000)
  const read = await api.events.get({ ...here, eventId: 'abc123' })
  expect(read.data.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/)
  expect(read.data.conferenceData?.entryPoints?.[0]?.uri).toBe(read.data.hangoutLink)
})

test('guests are told only when sendUpdates asks for it', async () => {
  const { api, invitations } = googleWorld()
  const requestBody = { ...meeting, id: 'abc123', attendees: [{ email: 'guest@example.com' }] }
  await api.events.insert({ ...here, requestBody })
  expect(invitations()).toEqual([])
  await api.events.patch({
    ...here,
    eventId: 'abc123',
    requestBody: { summary: 'x' },
    sendUpdates: 'all',
  })
  await api.events.delete({ ...here, eventId: 'abc123', sendUpdates: 'all' })
  expect(invitations().map((sent) => sent.kind)).toEqual(['changed', 'cancelled'])
})

test('sync tokens can be made to expire: 410 fullSyncRequired', async () => {
  const { api, expireSyncTokens } = googleWorld()
  const syncToken = (await api.events.list(here)).data.nextSyncToken ?? ''
  expireSyncTokens()
  expect(await refusal(api.events.list({ ...here, syncToken }))).toEqual([410, 'fullSyncRequired'])
})

test('a sync token goes with no other filter', async () => {
  const { api } = googleWorld()
  const syncToken = (await api.events.list(here)).data.nextSyncToken ?? ''
  const mixed = api.events.list({ ...here, syncToken, timeMin: iso(monday9) })
  expect((await refusal(mixed))[0]).toBe(400)
})

test('long lists come in pages, the last with the sync token', async () => {
  const { api, addEvent } = googleWorld()
  for (let i = 0; i < 5; i++) addEvent(broker, meeting)
  const first = (await api.events.list({ ...here, maxResults: 3 })).data
  expect([first.items?.length, first.nextSyncToken]).toEqual([3, undefined])
  const pageToken = first.nextPageToken ?? ''
  const last = (await api.events.list({ ...here, maxResults: 3, pageToken })).data
  expect([last.items?.length, typeof last.nextSyncToken]).toEqual([2, 'string'])
})

test('recurrence beyond what is understood is refused, never guessed', async () => {
  const { api } = googleWorld()
  const recurrence = ['RRULE:FREQ=MONTHLY;BYDAY=1MO']
  const requestBody = { ...meeting, recurrence }
  expect(await refusal(api.events.insert({ ...here, requestBody }))).toEqual([400, 'invalid'])
})

test('calendarList shows the account’s own calendars', async () => {
  const { client, issueTokens, addCalendar } = googleWorld()
  addCalendar(broker, { id: 'team@group.calendar.google.com', summary: 'Team' })
  const scope = 'https://www.googleapis.com/auth/calendar.calendarlist.readonly'
  const api = client(issueTokens(broker, [...allScopes, scope]).accessToken)
  const { items } = (await api.calendarList.list()).data
  expect(items?.map((item) => [item.id, item.primary])).toEqual([
    [broker, true],
    ['team@group.calendar.google.com', undefined],
  ])
})
