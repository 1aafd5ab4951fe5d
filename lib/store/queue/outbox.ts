import type {
  FailureRecord,
  NewMessage,
  Outbox,
  OutboxMessage,
  SentText,
} from '../../messages/outbox.ts'
import type { Pending, PendingOperation } from '../queue.ts'
import { immediately, type Sqlite } from '../sqlite.ts'
import { freshMessage } from '../../messages/fresh-message.ts'
import { failureOperation, resolvedOperations } from '../failure-operation.ts'
import { QueueFull } from './pending.ts'

type Row = { message: string }

/** The outbox of an open queue file; failure records behind messages join `pending` in the same step. */
export function sqliteOutbox(db: Sqlite, pending: Pending): Outbox {
  const add = db.prepare(
    `INSERT OR IGNORE INTO outbox (id, client_id, booking_id, state, version, next_try, created_at, message)
     VALUES (@id, @clientId, @bookingId, @state, @version, @nextTry, @createdAt, @message)`,
  )
  const save = db.prepare(
    `UPDATE outbox SET state = @state, version = @version, next_try = @nextTry, message = @message
     WHERE id = @id AND version = @version - 1`,
  )
  const due = db.prepare<[number, number], Row>(
    `SELECT message FROM outbox WHERE state NOT IN ('done', 'dropped') AND state <> 'failed'
     AND next_try <= ? ORDER BY created_at, rowid LIMIT ?`,
  )
  const ofBooking = db.prepare<[string], Row>(
    'SELECT message FROM outbox WHERE booking_id = ? ORDER BY created_at, rowid',
  )
  const open = db.prepare<[number], Row>(
    `SELECT message FROM outbox WHERE state NOT IN ('done', 'dropped') ORDER BY created_at, rowid LIMIT ?`,
  )
  const knows = db.prepare<[string]>(
    `SELECT 1 FROM outbox WHERE message ->> 'providerId' = ? LIMIT 1`,
  )
  const noteText = db.prepare(
    'INSERT INTO sent_texts (sent_at, number, client_id) VALUES (@sentAt, @number, @clientId)',
  )
  const texts = db.prepare<[number], SentText & { clientId: string }>(
    'SELECT sent_at AS sentAt, number, client_id AS clientId FROM sent_texts WHERE sent_at >= ?',
  )
  const saved = (message: OutboxMessage) => save.run(row(message)).changes === 1
  const addBoth = immediately(db, (message: NewMessage, failure: FailureRecord | undefined) => {
    const added = add.run(row(freshMessage(message))).changes === 1
    if (added && failure) addPending(pending, failureOperation(failure))
  })
  const take = immediately(db, (now: number, leaseUntil: number, limit: number) =>
    due.all(now, limit).map((found) => {
      const message = { ...readRow(found), nextTry: leaseUntil }
      const leased = { ...message, version: message.version + 1 }
      saved(leased)
      return leased
    }),
  )
  const fold = immediately(db, (parts: OutboxMessage[], digest: NewMessage) => {
    for (const part of parts) {
      const next = {
        ...part,
        state: 'done' as const,
        digestId: digest.id,
        version: part.version + 1,
      }
      if (!saved(next)) throw new Moved()
    }
    add.run(row(freshMessage(digest)))
  })
  const saveOne = immediately(db, (message: OutboxMessage) => {
    const next = { ...message, version: message.version + 1 }
    if (!saved(next)) return undefined
    const isOver = next.state === 'done' || next.state === 'dropped'
    if (isOver) resolvedOperations(next).forEach((o) => addPending(pending, o))
    return next
  })
  return {
    add: async (message, failure) => addBoth(message, failure),
    take: async (now, leaseUntil, limit) => take(now, leaseUntil, limit),
    save: async (message) => saveOne(message),
    async fold(parts, digest) {
      try {
        fold(parts, digest)
        return true
      } catch (error) {
        if (error instanceof Moved) return false
        throw error
      }
    },
    ofBooking: async (bookingId) => ofBooking.all(bookingId).map(readRow),
    open: async (limit) => open.all(limit).map(readRow),
    knows: async (providerId) => knows.get(providerId) !== undefined,
    noteText: async (text) => void noteText.run({ ...text, clientId: text.clientId ?? '' }),
    textsSince: async (since) =>
      texts.all(since).map(({ clientId, ...text }) => (clientId ? { ...text, clientId } : text)),
  }
}

/** A full queue takes no failure records any more, but the message behind one must still go out. */
function addPending(pending: Pending, operation: PendingOperation): void {
  try {
    pending.add(operation)
  } catch (error) {
    if (!(error instanceof QueueFull)) throw error
  }
}

/** Undoes a fold whose parts somebody else has changed. */
class Moved extends Error {
  override name = 'Moved'
}

function row(message: OutboxMessage): Record<string, string | number | null> {
  const { id, clientId, bookingId, state, version, nextTry, createdAt } = message
  return {
    id,
    clientId: clientId ?? '',
    bookingId: bookingId ?? null,
    state,
    version,
    nextTry,
    createdAt,
    message: JSON.stringify(message),
  }
}

/** Only this room writes the column, always a whole OutboxMessage. */
function readRow({ message }: Row): OutboxMessage {
  return JSON.parse(message) as OutboxMessage
}
