import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Door } from '../store/door.ts'
import { isPassing, type Applied } from '../store/remote.ts'
import { bookingOperation } from '../store/booking-operation.ts'
import type { Booking } from './booking.ts'

/** Postgres as one process hears it. */
export type SharedSide = {
  /** What it says; undefined when it cannot be heard. Throws when it will never take what was asked. */
  heard: <T>(deadline: Deadline, ask: (deadline: Deadline) => Promise<T>) => Promise<T | undefined>
  /** Brings a row there, now or through the queue. */
  share: (
    booking: Booking,
    operation: 'insert' | 'update',
    deadline: Deadline,
  ) => Promise<Applied | 'queued'>
}

/** How long Postgres may take of a request, and how long it is left alone after it did not answer. */
const sharedMs = 800
const restMs = 30_000

/** A way to Postgres on which nobody waits twice while it does not answer. */
export function sharedSide({ door, clock }: { door: Door; clock: Clock }): SharedSide {
  let restUntil = 0
  return {
    async heard(deadline, ask) {
      if (clock.now() < restUntil) return undefined
      const hasItsTime = deadline.remaining() >= sharedMs
      try {
        return await ask(deadline.within(sharedMs))
      } catch (error) {
        if (!(error instanceof VendorFailure) || !isPassing(error.kind)) throw error
        if (hasItsTime || error.kind !== 'timeout') restUntil = clock.now() + restMs
        return undefined
      }
    },
    share(booking, operation, deadline) {
      // While it rests, the queue takes the row at once.
      const ms = clock.now() < restUntil ? 0 : sharedMs
      return door.write(bookingOperation(booking, operation), deadline.within(ms))
    },
  }
}
