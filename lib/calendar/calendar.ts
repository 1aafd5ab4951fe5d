import type { Deadline } from '../deadline.ts'
import type { Interval } from '../interval.ts'

/** For whom a call is made, and by when it must be done. */
export type CalendarCall = { clientId: string; deadline: Deadline }

/** Google's record of a booking. Epoch ms. */
export type CalendarEvent = Interval & {
  id: string
  /** A deleted event keeps its id and reads `cancelled`. */
  status: 'confirmed' | 'tentative' | 'cancelled'
  /** Our private properties (`bookingId`, `callId`, …). */
  properties: Record<string, string>
  /** Changes with every change of the event. */
  etag?: string
}

/** An event to insert, under an id of our own (base32hex, 5–1024 characters). */
export type NewEvent = Interval & {
  id: string
  /** IANA zone the event is shown in. */
  zone: string
  summary: string
  description: string
  attendees: { email: string; name?: string }[]
  /** Ask for a Meet link. */
  meet: boolean
  /** Keys ≤ 44, values ≤ 1024 characters: Google silently drops or cuts longer ones. */
  properties: Record<string, string>
}

/** What may change when a booking moves. */
export type EventChange = Partial<
  Pick<NewEvent, 'start' | 'end' | 'zone' | 'summary' | 'description' | 'properties'>
> & {
  /** The etag the event must still have, so that a change that arrives late changes nothing. */
  onlyIf?: string
}

/** Busy time per calendar id; undefined where Google could not say: unknown is never free. */
export type BusyByCalendar = Map<string, Interval[] | undefined>

/**
 * A client's calendars, in our words. Every method throws VendorFailure('google', …), after the one
 * refresh and repeat on 401 and the retries its deadline allows.
 */
export type Calendar = {
  /** Busy intervals of each calendar inside `range`, sorted; chunked by span and count inside. */
  busy(calendarIds: string[], range: Interval, call: CalendarCall): Promise<BusyByCalendar>
  /** Throws kind `conflict` when the id is taken (also by a deleted event). Never repeated inside: the caller decides. */
  insert(calendarId: string, event: NewEvent, call: CalendarCall): Promise<CalendarEvent>
  /** Undefined when Google says there is no such event. */
  get(calendarId: string, eventId: string, call: CalendarCall): Promise<CalendarEvent | undefined>
  /** Throws kind `not_found` or `gone` when there is nothing to change, `conflict` when `onlyIf` no longer holds. */
  patch(
    calendarId: string,
    eventId: string,
    change: EventChange,
    call: CalendarCall,
  ): Promise<CalendarEvent>
}
