import { systemClock } from '../lib/clock.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { eraseCustomer, exportCustomer, type CustomerPlaces } from '../lib/privacy/customer.ts'
import { customerRows } from '../lib/store/customer-rows.ts'
import { hostSupabase } from '../lib/store/supabase.ts'
import { existingQueue } from './open-queue.ts'

/** Prints, as JSON, all that is held of the customer with a phone number. */
export async function exportOne([phone = '']: string[]): Promise<void> {
  const found = await everywhere((places) => exportCustomer(phone, places, deadline))
  console.log(JSON.stringify(found, null, 2))
}

/** Erases the customer with a phone number, and says what an operator is left to do. */
export async function eraseOne([phone = '']: string[]): Promise<void> {
  const { bookings, failures, queue, events } = await everywhere((places) =>
    eraseCustomer(phone, places, deadline),
  )
  const here = queue === undefined ? 'no local queue' : `${queue} rows of the local queue`
  console.log(`Erased from ${bookings} bookings, ${failures} failure logs and ${here}.`)
  for (const { clientId, calendarId, eventId } of events) {
    console.log(`  Still in the calendar ${calendarId} of client ${clientId}: event ${eventId}`)
  }
  console.log('  Backups of the local queue hold them until these are rotated.')
}

async function everywhere<T>(work: (places: CustomerPlaces) => Promise<T>): Promise<T> {
  const queue = existingQueue()
  try {
    return await work({ rows: customerRows(hostSupabase({})), queue: queue?.customers })
  } finally {
    queue?.close()
  }
}

function deadline() {
  return deadlineIn(systemClock, 10_000)
}
