import { speakZone } from '../time-request/speak/zone-names.ts'
import { offsetAt, wallAt } from '../timezones.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** From here on a date without its year could be taken for one nearer. */
const nextYearMs = 330 * 86_400_000

/** In whose time an instant is told, and when (epoch ms). */
export type TimeReader = { zone: string; now: number; customerZone?: string }

/**
 * An instant (epoch ms) for a client to read: date, clock and zone of theirs, and the customer's clock
 * where it differs. `Tue Nov 24, 3:00 PM Eastern time (customer: 1:00 PM Vancouver time)`.
 */
export function timeText(at: number, { zone, now, customerZone = zone }: TimeReader): string {
  const date = dateText(at, zone, now)
  const own = `${date}, ${clockText(at, zone)} ${speakZone(zone)}`
  if (offsetAt(zone, at) === offsetAt(customerZone, at)) return own
  const day = dateText(at, customerZone, now)
  const other = day === date ? '' : `${day}, `
  return `${own} (customer: ${other}${clockText(at, customerZone)} ${speakZone(customerZone)})`
}

/** `Tue Nov 24`, and `Fri Nov 24, 2028` of one that is a year off. */
export function dateText(at: number, zone: string, now: number): string {
  const { year, month, day } = wallAt(zone, at)
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  return `${weekday} ${months[month - 1]} ${day}${at - now > nextYearMs ? `, ${year}` : ''}`
}

/** `3:00 PM` */
export function clockText(at: number, zone: string): string {
  const { hour, minute } = wallAt(zone, at)
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`
}

/** For the operator: `Tue Nov 24, 15:04 UTC`. */
export function utcText(at: number): string {
  return `${dateText(at, 'UTC', at)}, ${new Date(at).toISOString().slice(11, 16)} UTC`
}
