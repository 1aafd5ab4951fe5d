import type { Deadline } from '../deadline.ts'
import type { GoogleRecord } from '../messages/google-log-watch.ts'
import type { Supabase } from './supabase.ts'

/** Reads what failure_logs and bookings tell of Google. Throws VendorFailure('supabase', …). */
export function googleRecord(db: Supabase): (deadline: Deadline) => Promise<GoogleRecord> {
  return async ({ signal }) => {
    const failed = db.from('failure_logs').select('created_at').eq('error_type', 'google_api')
    const booked = db.from('bookings').select('updated_at').eq('state', 'booked')
    const [failures, bookings] = await Promise.all([
      // Rows of episodes tell what the operator was told, not what happened.
      failed
        .is('request_payload->>episode', null)
        .order('created_at', { ascending: false })
        .limit(3)
        .abortSignal(signal)
        .throwOnError(),
      booked.order('updated_at', { ascending: false }).limit(1).abortSignal(signal).throwOnError(),
    ])
    const [last] = bookings.data
    return {
      failures: failures.data.map((row) => Date.parse(row.created_at)),
      ...(last ? { lastBooked: Date.parse(last.updated_at) } : {}),
    }
  }
}
