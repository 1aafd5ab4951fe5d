import type { Scheduling } from '../availability/settings.ts'

/** A broker as the rest of the service knows them. */
export type Client = Scheduling & {
  /** Equal to their Supabase Auth user id; never changes. */
  id: string
  email: string
  businessPhone?: string
  personalPhone?: string
  /** The Google calendar bookings go to. */
  calendarId: string
  bookingEnabled: boolean
  /** Google consent: never given, in force, or lost (reconnect needed). */
  connection: 'none' | 'connected' | 'lost'
  /** Add the customer as attendee; ask for a Meet link. */
  inviteCustomer: boolean
  addMeet: boolean
}
