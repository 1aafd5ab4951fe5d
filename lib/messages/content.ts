import type { Wish } from '../booking/booking.ts'
import type { Interval } from '../interval.ts'

/** What a hand-over text says. */
export type HandOverContent = {
  kind: 'hand_over'
  customer: string
  customerPhone?: string
  customerEmail?: string
  leadId?: string
  /** Absent when the words could not be read, for want of the client's settings. */
  slot?: Interval
  /** The customer's words for the time, said where there is no slot. */
  words?: string
  /** The customer's zone (IANA). */
  zone: string
}

/** What a message says, before it is put into words for its destination. */
export type MessageContent =
  | HandOverContent
  /** A booking that was handed over turned out to be in the calendar. */
  | (Omit<HandOverContent, 'kind'> & { kind: 'in_calendar' })
  /** Two bookings overlap: they were made while the service could not see each other. */
  | (Omit<HandOverContent, 'kind'> & { kind: 'conflict' })
  /** Several hand-overs in one. */
  | { kind: 'digest'; parts: HandOverContent[] }
  /** The client must connect their Google calendar again. */
  | { kind: 'reconnect'; link: string; since: number }
  /** For the operator. */
  | AdminAlert

/** Something the operator should know, at most once an episode. Instants are epoch ms. */
export type AdminAlert =
  | { kind: 'google_failing'; since: number; failures: number; clientId?: string }
  | { kind: 'google_recovered'; since: number; until: number; clientId?: string }
  | { kind: 'supabase_down'; since: number; waiting: number }
  | { kind: 'supabase_recovered'; since: number; until: number; waiting: number }
  | { kind: 'queue_disk'; since: number; bytes: number; limitBytes: number; freeBytes: number }
  | { kind: 'poisoned'; since: number; count: number; reason: string }
  | { kind: 'unreachable_contact'; since: number; clientId: string; role: string; code: string }
  | { kind: 'sms_rejected'; since: number; code: string }
  | { kind: 'client_unreadable'; since: number; clientId: string }

/** What a message about one booking says. */
export function bookingContent<K extends 'hand_over' | 'in_calendar' | 'conflict'>(
  kind: K,
  slot: Interval | undefined,
  { customer, leadId, zone, words }: Wish,
): Omit<HandOverContent, 'kind'> & { kind: K } {
  return {
    kind,
    customer: customer.name,
    ...(customer.phone ? { customerPhone: customer.phone } : {}),
    ...(customer.email ? { customerEmail: customer.email } : {}),
    ...(leadId ? { leadId } : {}),
    ...(slot ? { slot } : words ? { words } : {}),
    zone,
  }
}
