import type { Pending, PendingOperation, QueuedOperation } from '../queue.ts'
import { immediately, type Sqlite } from '../sqlite.ts'

/** The queue file has reached its bound; nothing was stored. */
export class QueueFull extends Error {
  override name = 'QueueFull'
}

type Row = {
  id: number
  table_name: string
  operation: 'insert' | 'update'
  payload: string
  queued_at: number
  client_id: string
  attempts: number
  poisoned: string | null
}

const columns = `id, table_name, operation, payload, client_id, attempts, poisoned,
  CAST(strftime('%s', created_at) AS INTEGER) * 1000 AS queued_at`

/** `pending_sync` of an open queue file; `isFull` says when its bound is reached. */
export function sqlitePending(db: Sqlite, now: () => number, isFull: () => boolean): Pending {
  const add = db.prepare(
    `INSERT INTO pending_sync (table_name, operation, payload, client_id, created_at)
     VALUES (@table, @operation, @payload, @clientId, datetime(@now / 1000, 'unixepoch'))`,
  )
  const hasFor = db.prepare(
    'SELECT 1 FROM pending_sync WHERE client_id = ? AND poisoned IS NULL LIMIT 1',
  )
  const next = db.prepare<[number, number], Row>(
    `SELECT ${columns} FROM (
       SELECT *, row_number() OVER (PARTITION BY client_id ORDER BY id) AS place FROM pending_sync
       WHERE poisoned IS NULL AND client_id IN (
         SELECT client_id FROM pending_sync WHERE poisoned IS NULL GROUP BY client_id ORDER BY min(id) LIMIT ?))
     WHERE place <= ? ORDER BY id`,
  )
  const clear = db.prepare('DELETE FROM pending_sync WHERE id = ?')
  const failed = db.prepare('UPDATE pending_sync SET attempts = attempts + 1 WHERE id = ?')
  const poison = db.prepare('UPDATE pending_sync SET poisoned = ?, reported = 0 WHERE id = ?')
  const retry = db.prepare('UPDATE pending_sync SET poisoned = NULL WHERE id = ?')
  const report = db.prepare<[], Row>(
    `UPDATE pending_sync SET reported = 1 WHERE poisoned IS NOT NULL AND reported = 0 RETURNING ${columns}`,
  )
  const list = db.prepare<[number], Row>(`SELECT ${columns} FROM pending_sync ORDER BY id LIMIT ?`)
  return {
    add(operation) {
      if (isFull()) throw new QueueFull('The queue file has reached its bound.')
      return Number(add.run(bound(operation, now())).lastInsertRowid)
    },
    hasFor: (clientId) => hasFor.get(clientId ?? '') !== undefined,
    next: (clients, perClient) => next.all(clients, perClient).map(readRow),
    clear: immediately(db, (ids: number[]) => {
      for (const id of ids) clear.run(id)
    }),
    failed: (id) => void failed.run(id),
    poison: (id, reason) => void poison.run(reason, id),
    retry: (id) => void retry.run(id),
    unreported: () => report.all().map(readRow),
    list: (limit) => list.all(limit).map(readRow),
  }
}

/**
 * Adds an operation that goes with something more important: at its bound the queue takes no operations any
 * more, but a message must still go out, and a claim still be what it is.
 */
export function addWhereRoom(pending: Pending, operation: PendingOperation): void {
  try {
    pending.add(operation)
  } catch (error) {
    if (!(error instanceof QueueFull)) throw error
  }
}

function bound(operation: PendingOperation, now: number): Record<string, string | number> {
  const { table, payload, clientId } = operation
  return {
    table,
    operation: operation.operation,
    payload: JSON.stringify(payload),
    clientId: clientId ?? '',
    now,
  }
}

function readRow(row: Row): QueuedOperation {
  return {
    id: row.id,
    table: row.table_name,
    operation: row.operation,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    queuedAt: row.queued_at,
    attempts: row.attempts,
    ...(row.client_id ? { clientId: row.client_id } : {}),
    ...(row.poisoned === null ? {} : { poisoned: row.poisoned }),
  }
}
