import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Host } from '../host.ts'
import { hostSupabase, type Supabase } from './supabase.ts'

/** Whether the host's Supabase answers a query; anything but a failure of Supabase is thrown. */
export function isSupabaseReachable(host: Pick<Host, 'queue'>) {
  return (deadline: Deadline): Promise<boolean> => answers(hostSupabase(host), deadline)
}

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
