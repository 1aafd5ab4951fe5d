import { systemClock } from '../clock.ts'
import { perHost } from '../host.ts'
import { bookings } from '../store/bookings.ts'
import { hostDoor } from '../store/host-door.ts'
import { hostSupabase } from '../store/supabase.ts'
import type { CurrentBooking, GuardedTime } from '../offering/busy-time.ts'
import { localFirstClaims } from './local-first-claims.ts'
import type { Claims } from './ports.ts'

/** The process's claims: beside the process first where there is a queue, in Postgres alone where there is none. */
export const sharedClaims = perHost((host, queue): Claims => {
  const shared = bookings(hostSupabase(host))
  if (!queue) return shared
  return localFirstClaims({ local: queue.claims, shared, door: hostDoor(host), clock: systemClock })
})

/** The booking a call has already, as far as this machine's queue knows it; booking looks again. */
export const currentBooking = perHost(({ queue }): CurrentBooking =>
  queue ? (call, deadline) => queue.claims.find(call, deadline) : async () => undefined,
)

/** Time that counts to a client's daily cap, as far as this machine's queue knows it; booking looks again. */
export const bookedTime = perHost(({ queue }): GuardedTime =>
  queue
    ? (clientId, range, deadline) => queue.claims.booked(clientId, range, deadline)
    : async () => [],
)

/**
 * Time of bookings under way that Google does not show yet, as far as this machine's queue knows it: a
 * question costs no trip to Postgres, and booking looks again.
 */
export const guardedTime = perHost(({ queue }): GuardedTime =>
  queue
    ? (clientId, range, deadline) => queue.claims.guarded(clientId, range, deadline)
    : async () => [],
)
