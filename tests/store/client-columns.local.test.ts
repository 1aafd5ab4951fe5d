import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clientOf, type ClientRow } from '../../lib/store/client-row.ts'
import { rest } from './rest.ts'
import { one, someRows, type Rows } from './some-rows.ts'

/** What a client edits in the dashboard, with a value as it may write it. */
const editable: Record<string, unknown> = {
  email: 'new@broker.example',
  billing_email: 'bills@broker.example',
  business_phone: '+1 (416) 555-0123',
  personal_phone: '416-555-0124',
  timezone: 'America/Vancouver',
  meeting_lengths: [15, 45],
  business_hours_start: '08:30:00',
  business_hours_end: '17:00:00',
  google_calendar_id: 'sales@group.calendar.google.com',
  booking_enabled: true,
  weekly_hours: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '24:00'],
    ],
    sun: [],
  },
  working_days: [1, 2, 3],
  breaks: [['12:00', '12:30']],
  closed_dates: ['2026-12-25'],
  date_hours: { '2026-12-24': [['09:00', '12:00']] },
  buffer_before_minutes: 5,
  buffer_after_minutes: 10,
  min_notice_minutes: 60,
  horizon_days: 30,
  step_minutes: 30,
  step_anchor: 'open',
  daily_cap: 4,
  busy_calendars: ['private@broker.example'],
  holiday_country: 'CA',
  holiday_region: 'ON',
  invite_customer: true,
  add_meet: true,
}

/** Nobody’s to edit but the service’s. */
const fixed: Record<string, unknown> = {
  id: '00000000-0000-4000-8000-00000000000c',
  created_at: '2020-01-01T00:00:00+00:00',
  updated_at: '2020-01-01T00:00:00+00:00',
  version: 99,
  google_account: 'mine@gmail.example',
  google_status: 'connected',
  connected_at: '2020-01-01T00:00:00+00:00',
}

let rows: Rows
beforeAll(async () => {
  rows = await someRows()
})
afterAll(() => rows.stop())
beforeEach(() => rows.reset())

const change = (body: Record<string, unknown>) =>
  rest(rows.database.socketPath, {
    key: rows.database.userKey(one),
    method: 'PATCH',
    path: `/clients?id=eq.${one}`,
    body,
  })

test('every column is either a client’s to edit or not', async () => {
  const { rows: found } = await rows.database.pool.query(
    "select column_name from information_schema.columns where table_schema = 'public' and table_name = 'clients'",
  )
  const columns = found.map((row: { column_name: string }) => row.column_name).sort()
  expect([...Object.keys(editable), ...Object.keys(fixed)].sort()).toEqual(columns)
})

test.each(Object.keys(editable).filter((name) => name !== 'holiday_region'))(
  'a client edits %s',
  async (column) => {
    const answer = await change({ [column]: editable[column] })
    expect(answer.rows).toMatchObject([{ id: one, [column]: editable[column], version: 2 }])
  },
)

test('a client edits all of it at once, and the service reads it', async () => {
  const answer = await change(editable)
  expect(answer.rows).toMatchObject([editable])
  const client = clientOf(answer.rows[0] as ClientRow)
  expect(client).toMatchObject({ email: 'new@broker.example', inviteCustomer: true })
  expect(client.settings.dailyCap).toBe(4)
})

test.each(Object.keys(fixed))(
  'a client does not edit %s, alone or among others',
  async (column) => {
    const before = await rows.everything('clients')
    for (const body of [{ [column]: fixed[column] }, { ...editable, [column]: fixed[column] }]) {
      expect(await change(body)).toEqual({ status: 403, code: '42501', rows: [] })
    }
    expect(await rows.everything('clients')).toEqual(before)
  },
)

test.each<[string, unknown]>([
  ['email', 'no address'],
  ['email', null],
  ['email', '00000000-0000-4000-8000-00000000000b@broker.example'],
  ['business_phone', 'call me'],
  ['business_phone', '+1416\r\nBcc: x'],
  ['timezone', 'Mars/Phobos'],
  ['timezone', 'EST5EDT4,M3.2.0,M11.1.0'],
  ['timezone', 'EST'],
  ['timezone', ''],
  ['meeting_lengths', []],
  ['meeting_lengths', [0]],
  ['meeting_lengths', [30, null]],
  ['business_hours_start', '09:00:30'],
  ['business_hours_end', '25:00'],
  ['google_calendar_id', ''],
  ['weekly_hours', { mon: '9-5' }],
  ['weekly_hours', { monday: [] }],
  ['weekly_hours', { mon: [['9:00', '17:00']] }],
  ['weekly_hours', { mon: [['09:00', '17:00', '18:00']] }],
  ['weekly_hours', []],
  ['working_days', [0]],
  ['working_days', [8]],
  ['breaks', {}],
  ['breaks', [['12:00', '12:00']]],
  ['breaks', [[720, 750]]],
  ['closed_dates', ['infinity']],
  ['closed_dates', ['2026-02-30']],
  ['date_hours', { '2026-02-30': [] }],
  ['date_hours', { tomorrow: [] }],
  ['buffer_before_minutes', -1],
  ['buffer_after_minutes', 1441],
  ['min_notice_minutes', -1],
  ['horizon_days', -1],
  ['step_minutes', 0],
  ['step_anchor', 'noon'],
  ['daily_cap', 0],
  ['busy_calendars', Array(50).fill('x')],
  ['holiday_country', 'Canada'],
  ['holiday_region', 'ON'],
])('%s is never %j', async (column, value) => {
  const before = await rows.everything('clients')
  const answer = await change({ [column]: value })
  expect([400, 409]).toContain(answer.status)
  expect(await rows.everything('clients')).toEqual(before)
})

test('a change counts one version up, and one that carries an older version changes nothing', async () => {
  const key = rows.database.serviceKey
  const asked = { key, method: 'PATCH', body: { daily_cap: 3 } }
  const path = `/clients?id=eq.${one}&version=eq.1`
  expect((await rest(rows.database.socketPath, { ...asked, path })).rows).toHaveLength(1)
  expect((await rest(rows.database.socketPath, { ...asked, path })).rows).toHaveLength(0)
})
