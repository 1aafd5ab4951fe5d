import type { Deadline } from '../deadline.ts'
import { settleBooking, type SettleDeps, type Settled } from './settle-booking.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/** How many rows ended where in one round. */
export type SettleReport = Record<Settled | 'failed', number>

const rowsAtOnce = 10
const rowsPerRound = 200
const rowMs = 8000

/** One round of the cycle: looks at every row that is due. One that fails is due again later. */
export async function settleDue(deps: SettleDeps, deadline: Deadline): Promise<SettleReport> {
  const report: SettleReport = { booked: 0, handed_over: 0, waiting: 0, left: 0, failed: 0 }
  const due = await deps.claims.due(deps.clock.now(), rowsPerRound, deadline)
  for (let first = 0; first < due.length && deadline.remaining() > 0; first += rowsAtOnce) {
    const rows = due.slice(first, first + rowsAtOnce)
    const ends = await Promise.all(
      rows.map((row) =>
        settleBooking(row, deps, deadline.within(rowMs)).catch((error: unknown) => {
          deps.note({ settle: vendorFailureOf(error, 'supabase').message, booking: row.id })
          return 'failed' as const
        }),
      ),
    )
    for (const end of ends) report[end]++
  }
  return report
}
