import type { OutboxMessage, SentText } from '../../messages/outbox.ts'
import type { Sqlite } from '../sqlite.ts'

type Row = { message: string }

/** What the outbox asks of its tables. Instants are epoch ms; lists are oldest first. */
export type OutboxRows = {
  /** False when there is one of this id already. */
  add(message: OutboxMessage): boolean
  /** False when the row is not of the version before. */
  save(message: OutboxMessage): boolean
  due(now: number, limit: number): OutboxMessage[]
  ofBooking(bookingId: string): OutboxMessage[]
  open(limit: number): OutboxMessage[]
  knows(providerId: string): boolean
  noteText(text: SentText): void
  textsSince(since: number): SentText[]
}

/** The outbox's statements on an open queue file. */
export function outboxRows(db: Sqlite): OutboxRows {
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
  return {
    add: (message) => add.run(columns(message)).changes === 1,
    save: (message) => save.run(columns(message)).changes === 1,
    due: (now, limit) => due.all(now, limit).map(readRow),
    ofBooking: (bookingId) => ofBooking.all(bookingId).map(readRow),
    open: (limit) => open.all(limit).map(readRow),
    knows: (providerId) => knows.get(providerId) !== undefined,
    noteText: (text) => void noteText.run({ ...text, clientId: text.clientId ?? '' }),
    textsSince: (since) =>
      texts.all(since).map(({ clientId, ...text }) => (clientId ? { ...text, clientId } : text)),
  }
}

function columns(message: OutboxMessage): Record<string, string | number | null> {
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
