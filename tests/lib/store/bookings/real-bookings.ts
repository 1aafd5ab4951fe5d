import { randomUUID } from 'node:crypto'
import type { Booking } from '../../../../lib/booking/booking.ts'
import type { Move, NewClaim } from '../../../../lib/booking/ports.ts'
import { systemClock } from '../../../../lib/clock.ts'
import { deadlineIn, type Deadline } from '../../../../lib/deadline.ts'
import { bookings, type Bookings } from '../../../../lib/store/bookings.ts'
import { supabase } from '../../../../lib/store/supabase.ts'
import { testDatabase, type TestDatabase } from '../../../support/stack.ts'

export const minute = 60_000
export const hour = 60 * minute
export const noon = Date.parse('2026-12-01T17:00:00Z')

export const soon = (): Deadline => deadlineIn(systemClock, 20_000)

/** The booking store on a database of its own. */
export type RealBookings = {
  database: TestDatabase
  store: Bookings
  addClient(): Promise<string>
  /** Claims, and gives the row; fails the test when it is refused. */
  claimed(claim: NewClaim): Promise<Booking>
  stop(): Promise<void>
}

export async function realBookings(): Promise<RealBookings> {
  const database = await testDatabase()
  const store = bookings(supabase({ url: database.restUrl, serviceKey: database.serviceKey }))
  return {
    database,
    store,
    async addClient() {
      const id = randomUUID()
      const email = `${id}@broker.example`
      await database.pool.query('insert into clients (id, email) values ($1, $2)', [id, email])
      return id
    },
    async claimed(claim) {
      const got = await store.claim(claim, soon())
      if (!got.ok) throw new Error(`refused: ${got.reason}`)
      return got.booking
    },
    stop: () => database.stop(),
  }
}

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
