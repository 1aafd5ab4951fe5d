import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Queue, QueueSize } from './queue.ts'
import { sqliteClaims } from './queue/claims.ts'
import { queuedCustomers } from './queue/customers.ts'
import { sqliteMirror } from './queue/mirror.ts'
import { sqliteOutbox } from './queue/outbox.ts'
import { sqlitePending } from './queue/pending.ts'
import { sqliteTraces } from './queue/traces.ts'
import { queueSteps } from './queue/schema.ts'
import { openSqlite, type Sqlite } from './sqlite.ts'

/** How the queue is opened. */
export type QueueOptions = {
  file: string
  clock: Clock
  /** Pending operations are refused from here on; claims and messages never are. */
  limitBytes?: number
}

const defaultLimitBytes = 1_000_000_000

/** Opens the durable local queue. Throws when the file cannot be made durable. */
export function openQueue({ file, clock, limitBytes = defaultLimitBytes }: QueueOptions): Queue {
  const db = openSqlite(file, queueSteps)
  const pending = sqlitePending(
    db,
    () => clock.now(),
    () => usedBytes(db) >= limitBytes,
  )
  return {
    claims: sqliteClaims(db, pending),
    pending,
    outbox: sqliteOutbox(db, pending),
    mirror: sqliteMirror(db),
    traces: sqliteTraces(db),
    customers: queuedCustomers(db),
    ...leases(db),
    ...notes(db),
    size: () => size(db, file, limitBytes),
    forget: (before) => forget(db, before),
    close: () => void db.close(),
  }
}

function leases(db: Sqlite): Pick<Queue, 'lease' | 'release'> {
  const take = db.prepare(
    `INSERT INTO leases (name, holder, until) VALUES (@name, @holder, @until)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
     WHERE leases.holder = excluded.holder OR leases.until <= @now`,
  )
  const release = db.prepare<[string, string]>('DELETE FROM leases WHERE name = ? AND holder = ?')
  return {
    lease: (name, holder, now, until) => take.run({ name, holder, now, until }).changes === 1,
    release: (name, holder) => void release.run(name, holder),
  }
}

function notes(db: Sqlite): Pick<Queue, 'note' | 'setNote'> {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM notes WHERE name = ?')
  const set = db.prepare<[string, string]>(
    'INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare<[string]>('DELETE FROM notes WHERE name = ?')
  return {
    note(name) {
      const found = get.get(name)
      return found && (JSON.parse(found.value) as unknown)
    },
    setNote(name, value) {
      if (value === undefined) remove.run(name)
      else set.run(name, JSON.stringify(value))
    },
  }
}

/** Pages in use: freed ones are filled again before the file grows. */
function usedBytes(db: Sqlite): number {
  const pragma = (name: string) => db.pragma(name, { simple: true }) as number
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
}

function size(db: Sqlite, file: string, limitBytes: number): QueueSize {
  const counts = db
    .prepare<[], { pending: number; poisoned: number; oldest: number | null }>(
      `SELECT count(*) FILTER (WHERE poisoned IS NULL) AS pending, count(poisoned) AS poisoned,
       CAST(strftime('%s', min(created_at) FILTER (WHERE poisoned IS NULL)) AS INTEGER) * 1000 AS oldest
       FROM pending_sync`,
    )
    .get()
  const messages = db
    .prepare<[], { n: number }>(
      `SELECT count(*) AS n FROM outbox WHERE state NOT IN ('done', 'dropped')`,
    )
    .get()
  const disk = statfsSync(dirname(file))
  return {
    pending: counts?.pending ?? 0,
    poisoned: counts?.poisoned ?? 0,
    messages: messages?.n ?? 0,
    ...(counts?.oldest ? { oldest: counts.oldest } : {}),
    bytes: usedBytes(db),
    limitBytes,
    freeBytes: disk.bavail * disk.bsize,
  }
}

function forget(db: Sqlite, before: number): void {
  db.prepare(
    `DELETE FROM claims WHERE end_at < ? AND state IN ('booked', 'handed_over', 'released')`,
  ).run(before)
  db.prepare(
    `DELETE FROM outbox WHERE created_at < ? AND state IN ('done', 'dropped', 'failed')`,
  ).run(before)
  db.prepare('DELETE FROM sent_texts WHERE sent_at < ?').run(before)
  db.prepare('DELETE FROM traces WHERE at < ?').run(before)
  db.prepare(
    `DELETE FROM pending_sync WHERE poisoned IS NOT NULL AND created_at < datetime(? / 1000, 'unixepoch')`,
  ).run(before)
  // What was erased stands in the write-ahead log until then.
  db.pragma('wal_checkpoint(TRUNCATE)')
}
