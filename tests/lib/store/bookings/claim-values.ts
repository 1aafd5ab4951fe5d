import { randomUUID } from 'node:crypto'
import type { Booking } from '../../../../lib/booking/booking.ts'
import type { Move, NewClaim } from '../../../../lib/booking/ports.ts'

export const minute = 60_000
export const hour = 60 * minute
export const noon = Date.parse('2026-12-01T17:00:00Z')

export function claimFor(clientId: string, start: number, more: Partial<NewClaim> = {}): NewClaim {
  return {
    id: randomUUID(),
    clientId,
    callId: randomUUID(),
    requestKey: randomUUID(),
    slot: { start, end: start + 30 * minute },
    guards: true,
    calendarId: 'primary',
    wish: { zone: 'America/Vancouver', customer: { name: 'Ada', phone: '+16045550123' } },
    leaseUntil: noon + minute,
    rules: { bufferBeforeMs: 0, bufferAfterMs: 0 },
    ...more,
  }
}

export function moveOf(booking: Booking, start: number, more: Partial<Move> = {}): Move {
  return {
    id: booking.id,
    clientId: booking.clientId,
    version: booking.version,
    requestKey: randomUUID(),
    slot: { start, end: start + 30 * minute },
    from: booking.slot,
    guards: true,
    wish: booking.wish,
    eventId: 'ev1',
    attempt: 1,
    leaseUntil: noon + hour,
    rules: { bufferBeforeMs: 0, bufferAfterMs: 0 },
    ...more,
  }
}

/** A booking as a step names it. */
export function ref({ id, clientId, version }: { id: string; clientId: string; version: number }) {
  return { id, clientId, version }
}
