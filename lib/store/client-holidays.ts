import { closedOnHolidays } from '../availability/holidays.ts'
import type { Client } from './client.ts'

const dayMs = 86_400_000

/** The client with the public holidays of their place closed, from yesterday until two years from `now` (epoch ms). */
export async function closedForHolidays(client: Client, now: number): Promise<Client> {
  if (!client.holidays) return client
  const span = { start: now - dayMs, end: now + 2 * 365 * dayMs }
  return { ...client, settings: await closedOnHolidays(client.settings, client.holidays, span) }
}
