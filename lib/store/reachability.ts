import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { perHost } from '../host.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { hostSupabase, type Supabase } from './supabase.ts'

/** Whether the host's Supabase answers a query, asked once for all who ask; anything but a failure of Supabase is thrown. */
export const isSupabaseReachable = perHost((host) =>
  oneAtATime((deadline) => answers(hostSupabase(host), deadline)),
)

/** Whether a query is answered before the deadline. */
export async function answers(db: Supabase, deadline: Deadline): Promise<boolean> {
  try {
    await db.from('clients').select('id').limit(1).abortSignal(deadline.signal).throwOnError()
    return true
  } catch (error) {
    if (error instanceof VendorFailure) return false
    throw error
  }
}
