import type { Booking } from '../../lib/booking/booking.ts'
import type { NewClaim } from '../../lib/booking/ports.ts'
import { bookings, type Bookings } from '../../lib/store/bookings.ts'
import { realRows, soon, type RealRows } from './real-rows.ts'

/** The booking store on a database of its own: there while the file's tests run. */
export type RealBookings = {
  readonly store: Bookings
  query(sql: string, values?: unknown[]): Promise<unknown[]>
  addClient: RealRows['addClient']
  /** Claims, and gives the row; fails the test when it is refused. */
  claimed(claim: NewClaim): Promise<Booking>
}

/** Opens the booking store before a file's tests and closes it behind them. */
export function realBookings(): RealBookings {
  const rows = realRows()
  return {
    get store() {
      return bookings(rows.db)
    },
    query: async (sql, values) => (await rows.database.pool.query(sql, values)).rows,
    addClient: (status) => rows.addClient(status),
    async claimed(claim) {
      const got = await bookings(rows.db).claim(claim, soon())
      if (!got.ok) throw new Error(`refused: ${got.reason}`)
      return got.booking
    },
  }
}
