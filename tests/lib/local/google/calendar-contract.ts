import { randomBytes } from 'node:crypto'
import type { calendar } from 'googleapis/build/src/apis/calendar/index.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusal } from './refusal.ts'

/** Google's own client, a calendar in America/Toronto that the tests may fill, and the account's address. */
export type Contract = {
  api: ReturnType<typeof calendar>
  calendarId: string
  account: string
}

const zone = 'America/Toronto'
/** Each test has three winter weeks of its own, years ahead, so that none meets another's events. */
let taken = 0
const nextMonday = () => {
  const january = Date.UTC(2031 + (taken >> 1), 0, 4 + 21 * (taken++ & 1))
  const toMonday = (8 - new Date(january).getUTCDay()) % 7
  return plus(new Date(january).toISOString().slice(0, 10), toMonday)
}
const plus = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
const at = (date: string, clock: string) => ({ dateTime: `${date}T${clock}:00`, timeZone: zone })
const newId = () => randomBytes(13).toString('hex')
const utc = (iso: string | null | undefined) => new Date(iso ?? '').toISOString()

/** What the service relies on in Google Calendar: the stand-in and the real one are held to the same. */
export function calendarContract(open: () => Contract | Promise<Contract>): void {
  let api: Contract['api']
  let calendarId: string
  let account: string
  beforeAll(async () => {
    ;({ api, calendarId, account } = await open())
  })

  const insert = async (body: object, more: object = {}) =>
    (await api.events.insert({ calendarId, requestBody: body, ...more })).data
  const get = async (eventId: string) => (await api.events.get({ calendarId, eventId })).data
  const meeting = (date = nextMonday()) => ({
    id: newId(),
    summary: 'Call',
    start: at(date, '10:00'),
    end: at(date, '11:00'),
  })

  describe('events', () => {
    test('an event is inserted under the caller’s id and read back', async () => {
      const said = meeting()
      const inserted = await insert(said)
      expect(inserted).toMatchObject({ id: said.id, status: 'confirmed', summary: 'Call' })
      expect(await get(said.id)).toMatchObject({ id: said.id, etag: inserted.etag })
    })

    test.each(['abcd', 'ABCDE', 'wxyz0', 'abc-d', 'a'.repeat(1025)])(
      'the id %s is refused: base32hex of 5 to 1024 characters only',
      async (id) => {
        expect(await refusal(insert({ ...meeting(), id }))).toEqual([400, 'invalid'])
      },
    )

    test('a taken id is refused with 409, and what was there stays', async () => {
      const said = meeting()
      await insert(said)
      const again = insert({ ...said, summary: 'Another' })
      expect(await refusal(again)).toEqual([409, 'duplicate'])
      expect((await get(said.id)).summary).toBe('Call')
    })

    test('a deleted event reads cancelled, and its id stays taken', async () => {
      const said = meeting()
      await insert(said)
      await api.events.delete({ calendarId, eventId: said.id })
      expect((await get(said.id)).status).toBe('cancelled')
      expect(await refusal(insert(said))).toEqual([409, 'duplicate'])
    })

    test('deleting a second time is refused with 410', async () => {
      const said = meeting()
      await insert(said)
      await api.events.delete({ calendarId, eventId: said.id })
      const again = api.events.delete({ calendarId, eventId: said.id })
      expect(await refusal(again)).toEqual([410, 'deleted'])
    })

    test('an event nobody inserted is 404, for get, patch and delete', async () => {
      const eventId = newId()
      expect(await refusal(api.events.get({ calendarId, eventId }))).toEqual([404, 'notFound'])
      const patched = api.events.patch({ calendarId, eventId, requestBody: { summary: 'x' } })
      expect(await refusal(patched)).toEqual([404, 'notFound'])
      expect(await refusal(api.events.delete({ calendarId, eventId }))).toEqual([404, 'notFound'])
    })

    test('patch changes what it names and leaves the rest', async () => {
      const said = { ...meeting(), extendedProperties: { private: { a: '1', b: '2' } } }
      await insert(said)
      const requestBody = { summary: 'Moved', extendedProperties: { private: { b: '3' } } }
      await api.events.patch({ calendarId, eventId: said.id, requestBody })
      expect(await get(said.id)).toMatchObject({
        summary: 'Moved',
        start: { dateTime: expect.stringContaining('T10:00:00') },
        extendedProperties: { private: { a: '1', b: '3' } },
      })
    })

    test('update replaces the whole event', async () => {
      const { id, ...said } = { ...meeting(), description: 'gone afterwards' }
      await insert({ ...said, id })
      const requestBody = { start: said.start, end: said.end, summary: 'Only this' }
      const updated = await api.events.update({ calendarId, eventId: id, requestBody })
      expect(updated.data.summary).toBe('Only this')
      expect((await get(id)).description).toBeUndefined()
    })

    test('a change bound to an old etag is refused with 412', async () => {
      const said = meeting()
      const { etag } = await insert(said)
      const patch = (summary: string) =>
        api.events.patch(
          { calendarId, eventId: said.id, requestBody: { summary } },
          { headers: { 'if-match': etag ?? '' } },
        )
      await patch('first')
      expect(await refusal(patch('second'))).toEqual([412, 'conditionNotMet'])
    })

    test('private properties: keys over 44 characters vanish, values over 1024 are cut', async () => {
      const values = { ['k'.repeat(44)]: 'kept', ['k'.repeat(45)]: 'lost', long: 'v'.repeat(1025) }
      const inserted = await insert({ ...meeting(), extendedProperties: { private: values } })
      expect(inserted.extendedProperties?.private).toEqual({
        ['k'.repeat(44)]: 'kept',
        long: 'v'.repeat(1024),
      })
    })

    test('attendees are kept and have yet to answer', async () => {
      const attendees = [{ email: 'guest@example.com', displayName: 'Guest' }]
      const inserted = await insert({ ...meeting(), attendees }, { sendUpdates: 'none' })
      expect(inserted.attendees?.[0]).toMatchObject({
        email: 'guest@example.com',
        displayName: 'Guest',
        responseStatus: 'needsAction',
      })
    })

    test('a Meet link is made only with conferenceDataVersion=1', async () => {
      const conferenceData = {
        createRequest: { requestId: newId(), conferenceSolutionKey: { type: 'hangoutsMeet' } },
      }
      const without = await insert({ ...meeting(), conferenceData })
      expect(without.conferenceData).toBeUndefined()
      const made = await insert({ ...meeting(), conferenceData }, { conferenceDataVersion: 1 })
      expect(made.conferenceData?.createRequest?.status?.statusCode).toMatch(/^(success|pending)$/)
    })

    test('times that make no event are refused', async () => {
      const { start, end, ...rest } = meeting()
      expect(await refusal(insert({ ...rest, start }))).toEqual([400, 'required'])
      const backwards = insert({ ...rest, start: end, end: start })
      expect(await refusal(backwards)).toEqual([400, 'timeRangeEmpty'])
      const nowhere = insert({ ...rest, end, start: { ...start, timeZone: 'Mars/Olympus' } })
      expect(await refusal(nowhere)).toEqual([400, 'invalid'])
    })
  })

  describe('list', () => {
    const ids = (items: { id?: string | null }[] | undefined) => items?.map((item) => item.id)

    test('a time range holds what touches it, its end excluded', async () => {
      const date = nextMonday()
      const said = meeting(date)
      await insert(said)
      const listed = async (from: string, to: string) => {
        const range = { timeMin: `${date}T${from}:00-05:00`, timeMax: `${date}T${to}:00-05:00` }
        return ids((await api.events.list({ calendarId, ...range })).data.items)
      }
      expect(await listed('10:30', '12:00')).toEqual([said.id])
      expect(await listed('11:00', '12:00')).toEqual([])
      expect(await listed('09:00', '10:00')).toEqual([])
    })

    test('events are found by a private property', async () => {
      const mark = newId()
      const said = { ...meeting(), extendedProperties: { private: { mark } } }
      await insert(said)
      await insert(meeting())
      const found = await api.events.list({
        calendarId,
        privateExtendedProperty: [`mark=${mark}`],
      })
      expect(ids(found.data.items)).toEqual([said.id])
    })

    test('a deleted event is listed only when asked for', async () => {
      const date = nextMonday()
      const said = meeting(date)
      await insert(said)
      await api.events.delete({ calendarId, eventId: said.id })
      const range = { timeMin: `${date}T00:00:00Z`, timeMax: `${plus(date, 1)}T12:00:00Z` }
      expect((await api.events.list({ calendarId, ...range })).data.items).toEqual([])
      const all = await api.events.list({ calendarId, ...range, showDeleted: true })
      expect(all.data.items).toMatchObject([{ id: said.id, status: 'cancelled' }])
    })

    test('a sync token brings exactly what changed since, deletions included', async () => {
      const kept = meeting()
      await insert(kept)
      const token = await lastSyncToken()
      const added = meeting()
      await insert(added)
      await api.events.delete({ calendarId, eventId: kept.id })
      const changed = await api.events.list({ calendarId, syncToken: token })
      expect(changed.data.items).toHaveLength(2)
      expect(changed.data.items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: added.id, status: 'confirmed' }),
          expect.objectContaining({ id: kept.id, status: 'cancelled' }),
        ]),
      )
      const next = changed.data.nextSyncToken ?? ''
      expect((await api.events.list({ calendarId, syncToken: next })).data.items).toEqual([])
    })

    test('a sync token that never was is 410: start over', async () => {
      const asked = api.events.list({ calendarId, syncToken: 'CPDAlvWDx70CEPDAlvWDx70CGAU=' })
      expect((await refusal(asked))[0]).toBe(410)
    })

    test('a recurring event is listed occurrence by occurrence when asked', async () => {
      const date = nextMonday()
      const said = { ...meeting(date), recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] }
      await insert(said)
      const range = { timeMin: `${date}T00:00:00Z`, timeMax: `${plus(date, 7)}T00:00:00Z` }
      const single = { calendarId, ...range, singleEvents: true, orderBy: 'startTime' as const }
      const { items = [] } = (await api.events.list(single)).data
      expect(items.map((item) => utc(item.start?.dateTime))).toEqual(
        [0, 1, 2].map((n) => utc(`${plus(date, n)}T10:00:00-05:00`)),
      )
      expect(items.map((item) => item.recurringEventId)).toEqual([said.id, said.id, said.id])
      expect(ids((await api.events.list({ calendarId, ...range })).data.items)).toEqual([said.id])
    })

    async function lastSyncToken(): Promise<string> {
      for (let pageToken = ''; ;) {
        const { data } = await api.events.list({ calendarId, ...(pageToken && { pageToken }) })
        if (data.nextSyncToken) return data.nextSyncToken
        pageToken = data.nextPageToken ?? ''
      }
    }
  })

  describe('freeBusy', () => {
    const query = async (timeMin: string, timeMax: string, calendars = [calendarId]) => {
      const items = calendars.map((id) => ({ id }))
      return (await api.freebusy.query({ requestBody: { timeMin, timeMax, items } })).data
    }
    const busy = async (from: string, to: string) => {
      const { calendars } = await query(`${from}T00:00:00-05:00`, `${to}T00:00:00-05:00`)
      return (calendars?.[calendarId]?.busy ?? []).map((b) => [utc(b.start), utc(b.end)])
    }
    const span = (date: string, from: string, to: string) => [
      utc(`${date}T${from}:00-05:00`),
      utc(`${date}T${to}:00-05:00`),
    ]

    test('overlapping and touching events are one busy time, sorted', async () => {
      const date = nextMonday()
      for (const [from, to] of [
        ['15:00', '16:00'],
        ['10:00', '11:00'],
        ['10:30', '11:30'],
        ['11:30', '12:00'],
      ] as const) {
        await insert({ start: at(date, from), end: at(date, to) })
      }
      expect(await busy(date, plus(date, 1))).toEqual([
        span(date, '10:00', '12:00'),
        span(date, '15:00', '16:00'),
      ])
    })

    test('busy time is cut to the range asked for', async () => {
      const date = nextMonday()
      await insert({ start: at(date, '10:00'), end: at(date, '11:00') })
      const [from, to] = span(date, '10:15', '10:45') as [string, string]
      const { calendars } = await query(from, to)
      const [only] = calendars?.[calendarId]?.busy ?? []
      expect([utc(only?.start), utc(only?.end)]).toEqual([from, to])
    })

    test('what is transparent, or cancelled, does not block', async () => {
      const date = nextMonday()
      await insert({ ...meeting(date), transparency: 'transparent' })
      const said = meeting(date)
      await insert(said)
      await api.events.delete({ calendarId, eventId: said.id })
      expect(await busy(date, plus(date, 1))).toEqual([])
    })

    test('an all-day event blocks from midnight to midnight of the calendar’s zone', async () => {
      const date = nextMonday()
      await insert({ start: { date }, end: { date: plus(date, 2) }, transparency: 'opaque' })
      expect(await busy(plus(date, -1), plus(date, 4))).toEqual([
        [utc(`${date}T00:00:00-05:00`), utc(`${plus(date, 2)}T00:00:00-05:00`)],
      ])
    })

    const starts = async (date: string, days: number, rule: string) => {
      await insert({ ...meeting(date), recurrence: [`RRULE:${rule}`] })
      const found = await busy(date, plus(date, days))
      return found.map(([start]) => ((Date.parse(start ?? '') - Date.parse(date)) / 86_400_000) | 0)
    }

    test.each([
      ['FREQ=DAILY;COUNT=3', [0, 1, 2]],
      ['FREQ=DAILY;INTERVAL=3;COUNT=3', [0, 3, 6]],
      ['FREQ=WEEKLY;COUNT=2', [0, 7]],
      ['FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=5', [0, 2, 4, 7, 9]],
      ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4', [0, 3, 14, 17]],
    ])('%s blocks exactly its days', async (rule, days) => {
      const date = nextMonday()
      expect(await starts(date, 20, rule)).toEqual(days)
    })

    test('UNTIL is the last moment an occurrence may start', async () => {
      const date = nextMonday()
      const until = `${plus(date, 2).replaceAll('-', '')}T150000Z`
      expect(await starts(date, 7, `FREQ=DAILY;UNTIL=${until}`)).toEqual([0, 1, 2])
    })

    test('a recurring event keeps its wall time across the change to summer time', async () => {
      const date = '2031-03-06'
      await insert({ ...meeting(date), recurrence: ['RRULE:FREQ=DAILY;COUNT=6'] })
      const found = await busy(date, plus(date, 6))
      expect(found.map(([start]) => start?.slice(11, 16))).toEqual([
        '15:00',
        '15:00',
        '15:00',
        '14:00',
        '14:00',
        '14:00',
      ])
    })

    test('a calendar nobody knows carries its own error inside a 200', async () => {
      const date = nextMonday()
      const stranger = `${newId()}@group.calendar.google.com`
      const { calendars } = await query(`${date}T00:00:00Z`, `${plus(date, 1)}T00:00:00Z`, [
        calendarId,
        stranger,
      ])
      expect(calendars?.[stranger]?.errors?.[0]?.reason).toBe('notFound')
      expect(calendars?.[calendarId]?.errors).toBeUndefined()
    })

    test('the primary calendar is also known by the account’s address', async () => {
      const date = nextMonday()
      const range = [`${date}T00:00:00Z`, `${plus(date, 1)}T00:00:00Z`] as const
      const { calendars } = await query(...range, ['primary', account])
      expect(calendars?.['primary']?.errors).toBeUndefined()
      expect(calendars?.[account]?.errors).toBeUndefined()
    })

    test('a range with nothing in it, or without an end, is refused', async () => {
      const date = nextMonday()
      const empty = query(`${date}T10:00:00Z`, `${date}T10:00:00Z`)
      expect(await refusal(empty)).toEqual([400, 'timeRangeEmpty'])
      const requestBody = { timeMin: `${date}T10:00:00Z`, items: [{ id: calendarId }] }
      expect(await refusal(api.freebusy.query({ requestBody }))).toEqual([400, 'required'])
    })

    test('a span of ten years is refused', async () => {
      const tooLong = query('2031-01-01T00:00:00Z', '2041-01-01T00:00:00Z')
      expect(await refusal(tooLong)).toEqual([400, 'timeRangeTooLong'])
    })
  })
}
