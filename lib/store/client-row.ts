import { schedulingOf } from '../availability/settings.ts'
import type { Client } from './client.ts'
import type { Database } from './database.types.ts'

/** A row of `clients`. */
export type ClientRow = Database['public']['Tables']['clients']['Row']

/** The client a row tells of. Throws SettingsError when its scheduling settings cannot be used. */
export function clientOf(row: ClientRow): Client {
  return {
    ...schedulingOf(row),
    id: row.id,
    email: row.email,
    ...(row.business_phone !== null && { businessPhone: row.business_phone }),
    ...(row.personal_phone !== null && { personalPhone: row.personal_phone }),
    calendarId: row.google_calendar_id,
    bookingEnabled: row.booking_enabled,
    // The table's check allows these three alone.
    connection: row.google_status as Client['connection'],
    inviteCustomer: row.invite_customer,
    addMeet: row.add_meet,
  }
}
