import type { BookAnswer, Booking, BookingState, Wish } from '../booking/booking.ts'
import type { Interval } from '../interval.ts'
import type { Database, Json } from './database.types.ts'
import { isoUtc } from '../timezones.ts'

/** A row of `bookings`. */
export type BookingRow = Database['public']['Tables']['bookings']['Row']

/** The columns that say where a booking's time is; absent `from` clears. */
export function timeColumns({
  slot,
  from,
}: {
  slot: Interval
  from?: Interval | null | undefined
}) {
  return {
    start_at: isoUtc(slot.start),
    end_at: isoUtc(slot.end),
    from_start_at: from ? isoUtc(from.start) : null,
    from_end_at: from ? isoUtc(from.end) : null,
  }
}

/** The columns of a wish. */
export function wishColumns(wish: Wish) {
  return {
    customer_zone: wish.zone,
    customer_name: wish.customer.name,
    customer_phone: wish.customer.phone ?? null,
    customer_email: wish.customer.email ?? null,
    lead_id: wish.leadId ?? null,
    notes: wish.notes ?? null,
    words: wish.words ?? null,
  }
}

/** The booking a row tells of. Of one whose personal data has been erased the name is empty. */
export function bookingOf(row: BookingRow): Booking {
  return {
    id: row.id,
    clientId: row.client_id,
    ...(row.call_id !== null && { callId: row.call_id }),
    requestKey: row.request_key,
    // The table's check allows these alone.
    state: row.state as BookingState,
    version: row.version,
    slot: { start: Date.parse(row.start_at), end: Date.parse(row.end_at) },
    ...(row.from_start_at !== null &&
      row.from_end_at !== null && {
        from: { start: Date.parse(row.from_start_at), end: Date.parse(row.from_end_at) },
      }),
    guards: row.guards,
    calendarId: row.calendar_id,
    ...(row.event_id !== null && { eventId: row.event_id }),
    attempt: row.attempt,
    wish: wishOf(row),
    // Only this room writes the two, as these types.
    answers: row.answers as unknown as Record<string, BookAnswer>,
    ...(row.lease_until !== null && { leaseUntil: Date.parse(row.lease_until) }),
    ...(row.absent !== null && { absent: row.absent as { since: number; reads: number } }),
    conflict: row.conflict,
  }
}

/** The whole row of a booking. */
export function rowOf(booking: Booking): Record<string, Json> {
  return {
    id: booking.id,
    client_id: booking.clientId,
    call_id: booking.callId ?? null,
    request_key: booking.requestKey,
    state: booking.state,
    version: booking.version,
    ...timeColumns(booking),
    guards: booking.guards,
    calendar_id: booking.calendarId,
    event_id: booking.eventId ?? null,
    attempt: booking.attempt,
    ...wishColumns(booking.wish),
    answers: booking.answers,
    lease_until: booking.leaseUntil === undefined ? null : isoUtc(booking.leaseUntil),
    absent: booking.absent ?? null,
    conflict: booking.conflict,
  }
}

function wishOf(row: BookingRow): Wish {
  return {
    zone: row.customer_zone ?? '',
    customer: {
      name: row.customer_name ?? '',
      ...(row.customer_phone !== null && { phone: row.customer_phone }),
      ...(row.customer_email !== null && { email: row.customer_email }),
    },
    ...(row.lead_id !== null && { leadId: row.lead_id }),
    ...(row.notes !== null && { notes: row.notes }),
    ...(row.words !== null && { words: row.words }),
  }
}
