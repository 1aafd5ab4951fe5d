import type { CalendarEvent, CalendarCall, Calendar } from '../calendar/calendar.ts'
import type { Booking } from './booking.ts'

/** What Google knows of a booking's event: ours and standing, deleted, none, or another's under our id. */
export type EventStanding =
  | { is: 'standing'; event: CalendarEvent }
  | { is: 'cancelled' }
  | { is: 'absent' }
  | { is: 'foreign' }

/** Reads the booking's event. Throws VendorFailure('google', …). */
export async function readEvent(
  booking: Pick<Booking, 'id' | 'callId' | 'calendarId' | 'eventId'>,
  calendar: Calendar,
  call: CalendarCall,
): Promise<EventStanding> {
  if (booking.eventId === undefined) return { is: 'absent' }
  const event = await calendar.get(booking.calendarId, booking.eventId, call)
  return event ? standingOf(event, booking) : { is: 'absent' }
}

/** An event is ours when it carries our booking's id, or our call's where the booking was made elsewhere. */
function standingOf(event: CalendarEvent, booking: Pick<Booking, 'id' | 'callId'>): EventStanding {
  const { bookingId, callId } = event.properties
  const isOurs = bookingId === booking.id || (callId !== undefined && callId === booking.callId)
  if (!isOurs) return { is: 'foreign' }
  return event.status === 'cancelled' ? { is: 'cancelled' } : { is: 'standing', event }
}
