import { systemClock } from '../clock.ts'
import { perHost } from '../host.ts'
import { bookings } from '../store/bookings.ts'
import { hostDoor } from '../store/host-door.ts'
import { hostSupabase } from '../store/supabase.ts'
import { localFirstClaims } from './local-first-claims.ts'
import type { Claims } from './ports.ts'

/** The process's claims: beside the process first where there is a queue, in Postgres alone where there is none. */
export const sharedClaims = perHost((queue): Claims => {
  const host = queue ? { queue } : {}
  const shared = bookings(hostSupabase(host))
  if (!queue) return shared
  return localFirstClaims({ local: queue.claims, shared, door: hostDoor(host), clock: systemClock })
})
