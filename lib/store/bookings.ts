import type { Booking, BookingState } from '../booking/booking.ts'
import { bookingSpans } from '../booking/booking-spans.ts'
import type { AdvanceResult, ClaimResult, Claims, MoveResult } from '../booking/ports.ts'
import type { Deadline } from '../deadline.ts'
import type { Interval } from '../interval.ts'
import { advanceColumns, claimColumns, moveColumns, ruleArguments } from './booking-changes.ts'
import { bookingOf, rowOf, type BookingRow } from './booking-row.ts'
import { withoutCustomer } from './customer-columns.ts'
import type { Json } from './database.types.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

/** Claims in Postgres, which also take over what was claimed while it could not be reached. */
export type Bookings = Claims & {
  /**
   * Stores a row as it is when it is unknown here or newer than ours (by version), and gives what is here
   * then. One that collides with another booking is kept and marked conflict.
   */
  adopt(booking: Booking, deadline: Deadline): Promise<{ booking: Booking; adopted: boolean }>
  /** Erases customers' data of bookings that ended before an instant (epoch ms). */
  erasePersonalData(before: number, deadline: Deadline): Promise<void>
}

/** What the functions of supabase/migrations/*_claims.sql answer with. */
type Answered =
  | { ok: true; booking: BookingRow; adopted?: boolean }
  | { ok: false; reason: string; booking?: BookingRow; by?: BookingRow[] }

/** States whose time Google does not show, or may not yet. */
const unconfirmed: BookingState[] = ['claimed', 'inserting', 'handed_over', 'unknown']

/** The bookings of one database. */
export function bookings(db: Supabase): Bookings {
  type Routine = 'claim_booking' | 'move_booking' | 'advance_booking' | 'adopt_booking'
  async function run(routine: Routine, args: Record<string, Json>, deadline: Deadline) {
    const asked = db.rpc(routine, args as never).abortSignal(deadline.signal)
    return (await asked.throwOnError()).data as unknown as Answered
  }
  /** Rows in these states whose guarded time touches the range. */
  async function guarding(
    clientId: string,
    { start, end }: Interval,
    states: readonly BookingState[],
    { signal }: Deadline,
  ): Promise<Booking[]> {
    const guards = db.from('bookings').select().eq('client_id', clientId).in('state', states)
    const { data } = await guards
      .eq('guards', true)
      .eq('conflict', false)
      .filter('span', 'ov', `{[${isoUtc(start)},${isoUtc(end)})}`)
      .abortSignal(signal)
      .throwOnError()
    return data.map(bookingOf)
  }
  return {
    async claim(claim, deadline) {
      const args = { claim: claimColumns(claim), rules: ruleArguments(claim.rules) }
      return resultOf(await run('claim_booking', args, deadline)) as ClaimResult
    },
    async move(move, deadline) {
      const args = { change: moveColumns(move), rules: ruleArguments(move.rules) }
      return resultOf(await run('move_booking', args, deadline)) as MoveResult
    },
    async advance(change, deadline) {
      const args = { change: advanceColumns(change) }
      return resultOf(await run('advance_booking', args, deadline)) as AdvanceResult
    },
    async adopt(booking, deadline) {
      const answered = await run('adopt_booking', { booking: rowOf(booking) }, deadline)
      if (!answered.ok) throw new Error(`adopt_booking refused: ${answered.reason}`)
      return { booking: bookingOf(answered.booking), adopted: answered.adopted === true }
    },
    async find({ clientId, requestKey, callId }, { signal }) {
      // PostgREST takes null for the one that is not asked for; the generated type does not say so.
      const args = { client: clientId, request: requestKey ?? null, call: callId ?? null } as never
      const { data } = await db.rpc('find_booking', args).abortSignal(signal).throwOnError()
      return data === null ? undefined : bookingOf(data as unknown as BookingRow)
    },
    async booked(clientId, range, deadline) {
      return (await guarding(clientId, range, ['booked'], deadline)).map(({ slot }) => slot)
    },
    async guarded(clientId, range, deadline) {
      const rows = await guarding(clientId, range, unconfirmed, deadline)
      return rows.flatMap(bookingSpans)
    },
    async due(now, limit, { signal }) {
      const { data } = await db
        .from('bookings')
        .select()
        .in('state', ['claimed', 'inserting', 'unknown'])
        .lte('lease_until', isoUtc(now))
        .order('lease_until')
        .limit(limit)
        .abortSignal(signal)
        .throwOnError()
      return data.map(bookingOf)
    },
    async erasePersonalData(before, { signal }) {
      const old = db.from('bookings').update(withoutCustomer).lt('end_at', isoUtc(before))
      await old.not('customer_name', 'is', null).abortSignal(signal).throwOnError()
    },
  }
}

/** The answer in our words. Each routine gives only the reasons of its own result type. */
function resultOf(answered: Answered): { ok: boolean; booking?: Booking; by?: Booking[] } {
  const { booking, by } = answered as { booking?: BookingRow; by?: BookingRow[] }
  return {
    ...answered,
    ...(booking && { booking: bookingOf(booking) }),
    ...(by && { by: by.map(bookingOf) }),
  } as { ok: boolean }
}
