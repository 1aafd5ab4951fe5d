import type { Deadline } from '../deadline.ts'
import { mentionsPhone } from '../privacy/phone.ts'
import type { BookingRow } from './booking-row.ts'
import { withoutTrace } from './customer-columns.ts'
import type { Database } from './database.types.ts'
import type { Supabase } from './supabase.ts'

type FailureRow = Database['public']['Tables']['failure_logs']['Row']

const rowsAtOnce = 500

/** A customer's rows, found by a phone number's digits however it is written. Throws VendorFailure('supabase', …). */
export type CustomerRows = {
  bookings(digits: string, deadline: () => Deadline): Promise<BookingRow[]>
  failures(digits: string, deadline: () => Deadline): Promise<FailureRow[]>
  /** Erases who booked, and what they said; the time stays as it is. */
  eraseBooking(id: string, deadline: Deadline): Promise<void>
  eraseFailure(id: string, deadline: Deadline): Promise<void>
}

/** The rows of one database. */
export function customerRows(db: Supabase): CustomerRows {
  return {
    // Every row that may hold personal data is looked at: a number can stand in the notes as well.
    bookings: (digits, deadline) =>
      matching(digits, async (after) => {
        const all = db.from('bookings').select().not('customer_name', 'is', null)
        const asked = after === undefined ? all : all.gt('id', after)
        const ordered = asked.order('id').limit(rowsAtOnce).abortSignal(deadline().signal)
        return (await ordered.throwOnError()).data
      }),
    failures: (digits, deadline) =>
      matching(digits, async (after) => {
        const all = db.from('failure_logs').select().not('request_payload', 'is', null)
        const asked = after === undefined ? all : all.gt('id', after)
        const ordered = asked.order('id').limit(rowsAtOnce).abortSignal(deadline().signal)
        return (await ordered.throwOnError()).data
      }),
    async eraseBooking(id, { signal }) {
      await db.from('bookings').update(withoutTrace).eq('id', id).abortSignal(signal).throwOnError()
    },
    async eraseFailure(id, { signal }) {
      const erased = { request_payload: null, resolved: true }
      await db.from('failure_logs').update(erased).eq('id', id).abortSignal(signal).throwOnError()
    },
  }
}

async function matching<Row extends { id: string }>(
  digits: string,
  page: (after: string | undefined) => Promise<Row[]>,
): Promise<Row[]> {
  const found: Row[] = []
  let after: string | undefined
  for (;;) {
    const rows = await page(after)
    found.push(...rows.filter((row) => mentionsPhone(row, digits)))
    after = rows.at(-1)?.id
    if (after === undefined) return found
  }
}
