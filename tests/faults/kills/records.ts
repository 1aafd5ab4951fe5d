import Sqlite from 'better-sqlite3'
import type { Booking } from '../../../lib/booking/booking.ts'
import type { OutboxMessage } from '../../../lib/messages/outbox.ts'
import { bookingOf, type BookingRow } from '../../../lib/store/booking-row.ts'
import { keyOfQueued } from './operation-key.ts'
import type { KillWorld } from './world.ts'

/** All that stands where a run has come to. */
export type Records = Awaited<ReturnType<typeof recordsOf>>

/** What still waits for a round of background work: rows, operations and messages. */
export function waiting({ file }: Pick<KillWorld, 'file'>): number {
  const db = new Sqlite(file, { readonly: true })
  const counted = db
    .prepare<[], { n: number }>(
      `SELECT (SELECT count(*) FROM claims WHERE state IN ('claimed', 'inserting', 'unknown'))
       + (SELECT count(*) FROM pending_sync)
       + (SELECT count(*) FROM outbox WHERE state NOT IN ('done', 'dropped')) AS n`,
    )
    .get()
  db.close()
  return counted?.n ?? 0
}

/** Reads them from the queue file, from Postgres and from the vendors. */
export async function recordsOf({ file, pool, google, twilio, replayed }: KillWorld) {
  const db = new Sqlite(file, { readonly: true })
  const all = <T>(query: string) => db.prepare<[], T>(query).all()
  const ours = {
    integrity: db.pragma('integrity_check', { simple: true }),
    rows: all<{ booking: string }>('SELECT booking FROM claims').map(
      ({ booking }) => JSON.parse(booking) as Booking,
    ),
    pending: all<{ id: number }>('SELECT * FROM pending_sync'),
    messages: all<{ message: string }>('SELECT message FROM outbox').map(
      ({ message }) => JSON.parse(message) as OutboxMessage,
    ),
    wentBack: all<object>('SELECT * FROM went_back'),
    queued: all<{ table: string; operation: 'insert' | 'update'; payload: string; client: string }>(
      'SELECT table_name AS "table", operation, payload, client_id AS client FROM queued ORDER BY id',
    ).map(({ payload, client, ...rest }) => ({
      client,
      key: keyOfQueued({ ...rest, payload: JSON.parse(payload) as Record<string, unknown> }),
    })),
  }
  db.close()
  const shared = await pool.query<{ row: BookingRow }>('select to_jsonb(b) as row from bookings b')
  const wentBack = await pool.query<object>('select * from private.went_back')
  return {
    ...ours,
    replayed,
    shared: shared.rows.map(({ row }) => bookingOf(row)),
    sharedWentBack: wentBack.rows,
    events: google.events().filter((event) => event.status !== 'cancelled'),
    texts: twilio.messages(),
  }
}
