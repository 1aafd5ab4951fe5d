import type { Deadline } from '../deadline.ts'
import type { CustomerRows } from '../store/customer-rows.ts'
import type { QueuedCustomers } from '../store/queue.ts'
import { phoneDigits } from './phone.ts'

/** Everything held of one customer, by place. */
export type CustomerExport = {
  phone: string
  bookings: Record<string, unknown>[]
  failures: Record<string, unknown>[]
  /** What waits or is kept on this machine; absent without a local queue. */
  queue?: Record<string, unknown>
}

/** How many records of a customer were erased in each place. */
export type ErasureReport = {
  bookings: number
  failures: number
  queue?: number
  /** Events that go on telling of the customer in a client's own Google Calendar. */
  events: { clientId: string; calendarId: string; eventId: string }[]
}

/** Where customers are held. */
export type CustomerPlaces = { rows: CustomerRows; queue?: QueuedCustomers | undefined }

/** All that is held of the customer with a phone number, however that is written. Throws VendorFailure('supabase', …), RangeError for no number. */
export async function exportCustomer(
  phone: string,
  { rows, queue }: CustomerPlaces,
  deadline: () => Deadline,
): Promise<CustomerExport> {
  const digits = digitsOf(phone)
  return {
    phone,
    bookings: await rows.bookings(digits, deadline),
    failures: await rows.failures(digits, deadline),
    ...(queue && { queue: queue.find(digits) }),
  }
}

/**
 * Erases the customer with a phone number everywhere: the time of a booking stays taken, and a hand-over
 * that was not sent yet never will be. This machine goes first, so that nothing is sent on meanwhile.
 * May be repeated. Throws VendorFailure('supabase', …), RangeError for no number.
 */
export async function eraseCustomer(
  phone: string,
  { rows, queue }: CustomerPlaces,
  deadline: () => Deadline,
): Promise<ErasureReport> {
  const digits = digitsOf(phone)
  const inQueue = queue?.erase(digits)
  const bookings = await rows.bookings(digits, deadline)
  const failures = await rows.failures(digits, deadline)
  for (const { id } of bookings) await rows.eraseBooking(id, deadline())
  for (const { id } of failures) await rows.eraseFailure(id, deadline())
  return {
    bookings: bookings.length,
    failures: failures.length,
    ...(inQueue !== undefined && { queue: inQueue }),
    events: bookings.flatMap(({ event_id, client_id, calendar_id }) =>
      event_id ? [{ clientId: client_id, calendarId: calendar_id, eventId: event_id }] : [],
    ),
  }
}

function digitsOf(phone: string): string {
  const digits = phoneDigits(phone)
  if (digits.length < 7 || digits.length > 15) throw new RangeError(`Not a phone number: ${phone}`)
  return digits
}
