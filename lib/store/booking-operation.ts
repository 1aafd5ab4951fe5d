import type { Booking } from '../booking/booking.ts'
import type { PendingOperation } from './queue.ts'

/** The operation that brings a booking's row, as it stands, to Postgres. */
export function bookingOperation(
  booking: Booking,
  operation: PendingOperation['operation'],
): PendingOperation {
  return { table: 'bookings', operation, payload: booking, clientId: booking.clientId }
}
