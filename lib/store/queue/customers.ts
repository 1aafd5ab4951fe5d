import type { Booking } from '../../booking/booking.ts'
import type { HandOverContent, MessageContent } from '../../messages/content.ts'
import type { OutboxMessage } from '../../messages/outbox.ts'
import { mentionsPhone, phoneDigits } from '../../privacy/phone.ts'
import { withoutTrace } from '../customer-columns.ts'
import type { QueuedCustomers } from '../queue.ts'
import { immediately, type Sqlite } from '../sqlite.ts'

type Row = { id: string; whole: string }

const forgotten = { ...withoutTrace, request_payload: null }

/** Customers of an open queue file: in claims, messages, pending operations and the list of texts. */
export function queuedCustomers(db: Sqlite): QueuedCustomers {
  const read = (sql: string) => db.prepare<[], Row>(sql)
  const claims = read('SELECT id, booking AS whole FROM claims')
  const messages = read('SELECT id, message AS whole FROM outbox')
  const operations = read('SELECT id, payload AS whole FROM pending_sync')
  const texts = db.prepare<[], { number: string; sent_at: number }>(
    'SELECT number, sent_at FROM sent_texts',
  )
  const putClaim = db.prepare(
    'UPDATE claims SET booking = ?, call_id = NULL, version = version + 1 WHERE id = ?',
  )
  const putMessage = db.prepare('UPDATE outbox SET message = ?, version = version + 1 WHERE id = ?')
  const dropMessage = db.prepare('DELETE FROM outbox WHERE id = ?')
  const putOperation = db.prepare('UPDATE pending_sync SET payload = ? WHERE id = ?')
  const dropTexts = db.prepare('DELETE FROM sent_texts WHERE number = ?')

  const ofCustomer = (rows: Row[], digits: string) =>
    rows
      .map(({ id, whole }) => ({ id, value: JSON.parse(whole) as Record<string, unknown> }))
      .filter(({ value }) => mentionsPhone(value, digits))
  const numbers = (digits: string) =>
    texts.all().filter(({ number }) => phoneDigits(number) === digits)

  const erase = immediately(db, (digits: string) => {
    const found = {
      claims: ofCustomer(claims.all(), digits),
      messages: ofCustomer(messages.all(), digits),
      operations: ofCustomer(operations.all(), digits),
      texts: numbers(digits),
    }
    for (const { id, value } of found.claims)
      putClaim.run(json(withoutCustomer(value as Booking)), id)
    for (const { id, value } of found.messages) {
      const rest = withoutPart(value as OutboxMessage, digits)
      if (rest) putMessage.run(json(rest), id)
      else dropMessage.run(id)
    }
    for (const { id, value } of found.operations) putOperation.run(json(onlyKept(value)), id)
    for (const { number } of found.texts) dropTexts.run(number)
    return Object.values(found).flat().length
  })

  return {
    find: (digits) => ({
      claims: ofCustomer(claims.all(), digits).map(({ value }) => value),
      messages: ofCustomer(messages.all(), digits).map(({ value }) => value),
      operations: ofCustomer(operations.all(), digits).map(({ value }) => value),
      texts: numbers(digits),
    }),
    erase(digits) {
      const count = erase(digits)
      // What was overwritten stands in the write-ahead log until then.
      db.pragma('wal_checkpoint(TRUNCATE)')
      return count
    },
  }
}

const json = (value: unknown) => JSON.stringify(value)

/** The booking without who made it: its time stays taken. */
function withoutCustomer({ callId: _callId, ...booking }: Booking): Booking {
  const wish = { zone: booking.wish.zone, customer: { name: '' } }
  return { ...booking, version: booking.version + 1, wish, answers: {} }
}

/** A digest without one customer's part; undefined for a message that was about them alone, or has gone out. */
function withoutPart(message: OutboxMessage, digits: string): OutboxMessage | undefined {
  const { content, body: _body, ...rest } = message
  const parts = partsOf(content).filter((part) => !mentionsPhone(part, digits))
  if (message.state !== 'waiting' || parts.length === 0) return undefined
  return { ...rest, version: message.version + 1, content: { kind: 'digest', parts } }
}

function partsOf(content: MessageContent): HandOverContent[] {
  return content.kind === 'digest' ? content.parts : []
}

/** A row without the customer: bookings are queued whole, other rows by their columns. */
function onlyKept(payload: Record<string, unknown>): object {
  if (Object.hasOwn(payload, 'wish')) return withoutCustomer(payload as Booking)
  const columns = Object.entries(forgotten).filter(([column]) => Object.hasOwn(payload, column))
  return { ...payload, ...Object.fromEntries(columns) }
}
