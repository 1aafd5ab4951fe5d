import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { failureLogEpisodes } from '../../../lib/store/failure-log-episodes.ts'
import { googleRecord } from '../../../lib/store/google-record.ts'
import { realRows, soon } from '../../support/real-rows.ts'

const real = realRows()

test('the record holds Google’s last failures and its last booking, and nothing else', async () => {
  const { db, database } = real
  expect(await googleRecord(db)(soon())).toEqual({ failures: [] })
  const fail = (type: string, at: string) =>
    database.pool.query(
      'insert into failure_logs (id, error_type, created_at) values ($1, $2, $3)',
      [randomUUID(), type, at],
    )
  for (const minute of ['01', '02', '03', '04']) {
    await fail('google_api', `2026-11-24T15:${minute}:00Z`)
  }
  await fail('twilio', '2026-11-24T16:00:00Z')
  await failureLogEpisodes(db, soon).open('google:all', Date.parse('2026-11-24T17:00:00Z'))
  const client = await real.addClient()
  await database.pool.query(
    `insert into bookings (id, client_id, request_key, state, start_at, end_at, calendar_id, customer_name, customer_zone)
     values ($1, $2, 'r', 'booked', '2026-12-01T15:00Z', '2026-12-01T15:30Z', 'primary', 'Ann', 'UTC')`,
    [randomUUID(), client],
  )
  const record = await googleRecord(db)(soon())
  expect(record.failures.map((at) => new Date(at).getUTCMinutes())).toEqual([4, 3, 2])
  expect(record.lastBooked).toBeGreaterThan(0)
})
