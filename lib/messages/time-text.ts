import { speakZone } from '../time-request/speak/zone-names.ts'
import { offsetAt, wallAt } from '../timezones.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * An instant (epoch ms) for a client to read: date, clock and zone of theirs, and the customer's clock
 * where it differs. `Tue Nov 24, 3:00 PM Eastern time (customer: 1:00 PM Vancouver time)`.
 */
export function timeText(at: number, zone: string, customerZone = zone): string {
  const own = `${dateText(at, zone)}, ${clockText(at, zone)} ${speakZone(zone)}`
  if (offsetAt(zone, at) === offsetAt(customerZone, at)) return own
  const day = dateText(at, customerZone)
  const other = day === dateText(at, zone) ? '' : `${day}, `
  return `${own} (customer: ${other}${clockText(at, customerZone)} ${speakZone(customerZone)})`
}

/** `Tue Nov 24` */
export function dateText(at: number, zone: string): string {
  const { year, month, day } = wallAt(zone, at)
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  return `${weekday} ${months[month - 1]} ${day}`
}

/** `3:00 PM` */
export function clockText(at: number, zone: string): string {
  const { hour, minute } = wallAt(zone, at)
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`
}

/** For the operator: `Tue Nov 24, 15:04 UTC`. */
export function utcText(at: number): string {
  return `${dateText(at, 'UTC')}, ${new Date(at).toISOString().slice(11, 16)} UTC`
}
