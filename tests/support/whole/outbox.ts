import type { Outbox } from '../../../lib/messages/outbox.ts'
import type { Happened } from './record.ts'

/** A disk that can be full: then no message is kept. */
export type Disk = { isFull: boolean }

/** The outbox, keeping a record of what became durable; on a full disk nothing does. */
export function recordedOutbox(outbox: Outbox, record: Happened, disk: Disk): Outbox {
  return {
    ...outbox,
    async add(message, failure) {
      if (disk.isFull) {
        record.interruptions.push({ order: record.next() })
        throw new Error('the disk is full')
      }
      await outbox.add(message, failure)
      record.added.push({ order: record.next(), id: message.id })
    },
    async save(message) {
      const saved = await outbox.save(message)
      const { id, state, providerId } = message
      if (saved) record.saved.push({ order: record.next(), id, state, providerId })
      return saved
    },
  }
}
