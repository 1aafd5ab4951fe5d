import type { Booking } from '../../booking/booking.ts'
import type { Interval } from '../../interval.ts'
import type { Sqlite } from '../sqlite.ts'

/** True for a row whose time nobody else may claim. */
function isGuarding(booking: Booking): boolean {
  return booking.state !== 'released' && booking.guards && !booking.conflict
}

/** Reads and writes of single claims, all inside the caller's transaction. */
export type ClaimRows = {
  byId(id: string): Booking | undefined
  /** Rows not released that answer to a request key, the newest claim first. */
  byRequest(clientId: string, requestKey: string): Booking[]
  /** Rows not released of a call. */
  byCall(clientId: string, callId: string): Booking[]
  /** Guarding rows whose slot or former place touches `range`. */
  touching(clientId: string, range: Interval): Booking[]
  /** Rows to settle with a lease at or before `now`, oldest first. */
  due(now: number, limit: number): Booking[]
  /** Writes the row whole. */
  put(booking: Booking): void
}

type Row = { booking: string }

/** The claims table of an open queue file. */
export function claimRows(db: Sqlite): ClaimRows {
  const byId = db.prepare<[string], Row>('SELECT booking FROM claims WHERE id = ?')
  const byRequest = db.prepare<[string, string], Row>(
    `SELECT c.booking FROM claim_requests r JOIN claims c ON c.id = r.claim_id
     WHERE r.client_id = ? AND r.request_key = ? AND c.state <> 'released' ORDER BY c.rowid DESC`,
  )
  const byCall = db.prepare<[string, string], Row>(
    `SELECT booking FROM claims WHERE client_id = ? AND call_id = ? AND state <> 'released' ORDER BY rowid DESC`,
  )
  const touching = db.prepare<{ client: string; start: number; end: number }, Row>(
    `SELECT booking FROM claims WHERE client_id = @client AND is_guarding = 1
     AND ((end_at > @start AND start_at < @end) OR (from_end > @start AND from_start < @end))
     ORDER BY start_at`,
  )
  const due = db.prepare<[number, number], Row>(
    `SELECT booking FROM claims WHERE state IN ('claimed', 'inserting', 'unknown') AND lease_until <= ?
     ORDER BY lease_until LIMIT ?`,
  )
  const put = db.prepare(
    `INSERT INTO claims (id, client_id, call_id, state, version, start_at, end_at, from_start, from_end,
       is_guarding, lease_until, booking)
     VALUES (@id, @client_id, @call_id, @state, @version, @start_at, @end_at, @from_start, @from_end,
       @is_guarding, @lease_until, @booking)
     ON CONFLICT (id) DO UPDATE SET call_id = excluded.call_id, state = excluded.state,
       version = excluded.version, start_at = excluded.start_at, end_at = excluded.end_at,
       from_start = excluded.from_start, from_end = excluded.from_end, is_guarding = excluded.is_guarding,
       lease_until = excluded.lease_until, booking = excluded.booking`,
  )
  const putRequest = db.prepare<[string, string, string]>(
    'INSERT OR IGNORE INTO claim_requests (client_id, request_key, claim_id) VALUES (?, ?, ?)',
  )
  return {
    byId: (id) => read(byId.get(id)),
    byRequest: (clientId, key) => byRequest.all(clientId, key).map(readRow),
    byCall: (clientId, callId) => byCall.all(clientId, callId).map(readRow),
    touching: (client, { start, end }) => touching.all({ client, start, end }).map(readRow),
    due: (now, limit) => due.all(now, limit).map(readRow),
    put(booking) {
      put.run(columns(booking))
      for (const key of [booking.requestKey, ...Object.keys(booking.answers)]) {
        putRequest.run(booking.clientId, key, booking.id)
      }
    },
  }
}

function columns(booking: Booking): Record<string, string | number | null> {
  return {
    id: booking.id,
    client_id: booking.clientId,
    call_id: booking.callId ?? null,
    state: booking.state,
    version: booking.version,
    start_at: booking.slot.start,
    end_at: booking.slot.end,
    from_start: booking.from?.start ?? null,
    from_end: booking.from?.end ?? null,
    is_guarding: isGuarding(booking) ? 1 : 0,
    lease_until: booking.leaseUntil ?? null,
    booking: JSON.stringify(booking),
  }
}

/** Only this room writes the column, always a whole Booking. */
function readRow(row: Row): Booking {
  return JSON.parse(row.booking) as Booking
}

function read(row: Row | undefined): Booking | undefined {
  return row && readRow(row)
}
