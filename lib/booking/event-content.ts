import type { NewEvent } from '../calendar/calendar.ts'
import type { Client } from '../store/client.ts'
import type { Booking } from './booking.ts'

/** What the broker sees of an event. */
export type EventContent = Pick<
  NewEvent,
  'zone' | 'summary' | 'description' | 'attendees' | 'meet' | 'properties'
>

type ContentOf = Pick<Booking, 'id' | 'callId' | 'wish'>

/** A broker's event: who, how to reach them, in whose words, and the way back to the call. */
export function eventContent(
  { id, callId, wish }: ContentOf,
  client: Pick<Client, 'settings' | 'inviteCustomer' | 'addMeet'>,
): EventContent {
  const { customer, leadId, notes, words } = wish
  const name = oneLine(customer.name)
  const lines = [
    ['Customer', name],
    ['Phone', customer.phone],
    ['E-mail', customer.email],
    ['Lead ID', leadId],
    ['Asked for', words && `"${oneLine(words)}"`],
    ['Notes', notes],
    ['Call', callId && `${callId}\n${callLink(callId)}`],
  ]
  return {
    zone: client.settings.zone,
    summary: `Call with ${name}`.slice(0, 200).toWellFormed(),
    description: lines
      .flatMap(([label, text]) => (text ? [`${label}: ${plain(text)}`] : []))
      .join('\n'),
    attendees: client.inviteCustomer && customer.email ? [{ email: customer.email, name }] : [],
    meet: client.addMeet,
    properties: propertiesOf({ bookingId: id, callId, leadId }),
  }
}

/** The call in Retell's dashboard: the address its call history gives a call (not in its documentation). */
function callLink(callId: string): string {
  return `https://dashboard.retellai.com/call-history?history=${encodeURIComponent(callId)}`
}

/** Google cuts values beyond 1024 characters without a word, so that a cut one could pass for another. */
function propertiesOf(values: Record<string, string | undefined>): Record<string, string> {
  const kept = Object.entries(values).flatMap(([key, value]): [string, string][] =>
    value && value.length <= 1024 ? [[key, oneLine(value)]] : [],
  )
  return Object.fromEntries(kept)
}

function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim()
}

/** Without control and direction-changing characters, and without the brackets Google would read as HTML. */
function plain(text: string): string {
  return text
    .replace(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069<>]/gu, ' ')
    .slice(0, 4000)
    .toWellFormed()
}
