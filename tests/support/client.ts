import { schedulingOf } from '../../lib/availability/settings.ts'
import type { Client } from '../../lib/store/client.ts'

/** A connected client in Toronto with the owner's default settings; `columns` are those of the clients table. */
export function testClient(
  change: Partial<Client> = {},
  columns: Record<string, unknown> = {},
): Client {
  const row = { timezone: 'America/Toronto', meeting_lengths: [30, 60], ...columns }
  return {
    ...schedulingOf(row),
    id: '11111111-1111-4111-8111-111111111111',
    email: 'broker@example.com',
    businessPhone: '+14165550123',
    calendarId: 'primary',
    bookingEnabled: true,
    connection: 'connected',
    inviteCustomer: false,
    addMeet: false,
    ...change,
  }
}
