import type { NewMessage, OutboxMessage } from './outbox.ts'

/** A message as it begins: due at once, nothing tried. */
export function freshMessage(message: NewMessage): OutboxMessage {
  return {
    ...message,
    state: 'waiting',
    version: 1,
    nextTry: message.createdAt,
    attempts: 0,
    refused: [],
  }
}
