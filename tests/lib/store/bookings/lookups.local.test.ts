import { expect, test } from 'vitest'
import { realRows } from '../../../support/real-rows.ts'

const real = realRows()

/** A client with a long past, whose bookings each answered a request. */
async function addRegular(): Promise<string> {
  const client = await real.addClient()
  await real.database.pool.query(
    `insert into bookings (id, client_id, call_id, request_key, state, start_at, end_at, answers)
     select gen_random_uuid(), $1, 'call_' || i, 'tool:' || i, 'booked', day, day + interval '30 minutes',
       jsonb_build_object('tool:' || i, '{}'::jsonb, 'again:' || i, '{}'::jsonb)
     from generate_series(1, 3000) i, lateral (select '2020-01-01'::timestamptz + i * interval '1 day') d (day)`,
    [client],
  )
  await real.database.pool.query('vacuum analyze bookings')
  return client
}

/** Rows of bookings read, from the table and through its indexes, to find one. */
async function rowsRead(client: string, request: string | null, call: string | null) {
  const connection = await real.database.pool.connect()
  const readSoFar = async () => {
    const { rows } = await connection.query<{ read: string }>(
      `select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'bookings'`,
    )
    return Number(rows[0]?.read)
  }
  // Inside one, nothing is written off to the statistics.
  await connection.query('begin')
  const before = await readSoFar()
  await connection.query('select find_booking($1, $2, $3)', [client, request, call])
  const read = (await readSoFar()) - before
  await connection.query('rollback')
  connection.release()
  return read
}

test('a booking is found by its request, an answer or its call without reading a client’s past', async () => {
  const client = await addRegular()
  expect(await rowsRead(client, 'tool:2000', null)).toBeLessThan(10)
  expect(await rowsRead(client, 'again:2000', null)).toBeLessThan(10)
  expect(await rowsRead(client, null, 'call_2000')).toBeLessThan(10)
  expect(await rowsRead(client, 'tool:none', 'call_none')).toBeLessThan(10)
})
