import type { Interval } from '../interval.ts'
import type { Booking } from './booking.ts'

/** Where a booking stands: its slot, and while it moves the time its event still has. */
export function bookingSpans({ slot, from }: Pick<Booking, 'slot' | 'from'>): Interval[] {
  return from ? [slot, from] : [slot]
}
