import type { FailureRecord, NewMessage, Outbox, OutboxMessage } from '../../messages/outbox.ts'
import type { Pending } from '../queue.ts'
import { immediately, type Sqlite } from '../sqlite.ts'
import { freshMessage } from '../../messages/fresh-message.ts'
import { failureOperation, resolvedOperations } from '../failure-operation.ts'
import { outboxRows } from './outbox-rows.ts'
import { addWhereRoom } from './pending.ts'

/** The outbox of an open queue file; failure records behind messages join `pending` in the same step. */
export function sqliteOutbox(db: Sqlite, pending: Pending): Outbox {
  const rows = outboxRows(db)
  const addBoth = immediately(db, (message: NewMessage, failure: FailureRecord | undefined) => {
    if (rows.add(freshMessage(message)) && failure) addWhereRoom(pending, failureOperation(failure))
  })
  const take = immediately(db, (now: number, leaseUntil: number, limit: number) =>
    rows.due(now, limit).map((message) => {
      const leased = { ...message, nextTry: leaseUntil, version: message.version + 1 }
      rows.save(leased)
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
      if (!rows.save(next)) throw new Moved()
    }
    rows.add(freshMessage(digest))
  })
  const saveOne = immediately(db, (message: OutboxMessage) => {
    const next = { ...message, version: message.version + 1 }
    if (!rows.save(next)) return undefined
    const isOver = next.state === 'done' || next.state === 'dropped'
    if (isOver) resolvedOperations(next).forEach((o) => addWhereRoom(pending, o))
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
    ofBooking: async (bookingId) => rows.ofBooking(bookingId),
    open: async (limit) => rows.open(limit),
    knows: async (providerId) => rows.knows(providerId),
    noteText: async (text) => rows.noteText(text),
    textsSince: async (since) => rows.textsSince(since),
  }
}

/** Undoes a fold whose parts somebody else has changed. */
class Moved extends Error {
  override name = 'Moved'
}
