import { perHost } from '../host.ts'
import { bookings } from '../store/bookings.ts'
import { hostSupabase } from '../store/supabase.ts'
import type { Claims } from './ports.ts'

/** The process's claims. */
export const sharedClaims = perHost((queue): Claims =>
  bookings(hostSupabase(queue ? { queue } : {})),
)
