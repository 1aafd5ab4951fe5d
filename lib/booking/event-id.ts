import { createHash } from 'node:crypto'

const digits = '0123456789abcdefghijklmnopqrstuv'

/**
 * The id of a booking's event, the same whoever works it out: base32hex, as Google demands of ids of
 * our own (https://developers.google.com/workspace/calendar/api/v3/reference/events/insert).
 * `attempt` counts up when an id was used by an event since deleted.
 */
export function eventId(booking: {
  clientId: string
  /** Call id, or the request's key where there is no call. */
  of: string
  start: number
  attempt: number
}): string {
  const { clientId, of, start, attempt } = booking
  const hash = createHash('sha256')
    .update(JSON.stringify([clientId, of, start, attempt]))
    .digest()
  return [...hash].map((byte) => digits[byte % 32]).join('')
}
