import type { Booking } from './booking.ts'

/** True while a process is still at work on the booking, or died at it. */
export function isInFlight({ state }: Pick<Booking, 'state'>): boolean {
  return state === 'claimed' || state === 'inserting'
}
