import type { AnswerReason } from '../availability/answer-request.ts'
import type { Interval } from '../interval.ts'
import type { HandOffReason } from '../time-request/sentences/say-check.ts'

/**
 * Where a booking stands:
 * - claimed: the slot is ours; where the row names an event, its insert may have been sent
 * - inserting: the same of another event id, or of a patch when `from` is set
 * - booked: Google confirmed the event
 * - handed_over: a hand-over is durable; the broker arranges it by hand
 * - released: no longer wanted or never free; guards nothing, remembers nothing
 * - unknown: Google's answer never came; the customer heard a hand-over; the cycle settles it
 */
export type BookingState =
  | 'claimed'
  | 'inserting'
  | 'booked'
  | 'handed_over'
  | 'released'
  | 'unknown'

/** The customer of one booking, as far as known. */
export type Customer = { name: string; phone?: string; email?: string }

/** What the agent may do next with a book answer: `done` is nothing, the rest as check-availability says. */
export type BookAction = 'done' | 'confirm' | 'suggest' | 'clarify' | 'reject'

/** Why a book answer is as it is: as check-availability says, or what only booking meets (docs/retell.md). */
export type BookReason =
  | AnswerReason
  | HandOffReason
  | 'over_limit'
  | 'phone_missing'
  | 'time_missing'

/** Another time for the customer; ISO 8601 with the customer's offset. */
export type Alternative = { start: string; end: string; spoken: string; slot_token: string }

/** The answer of `book`, apart from its request id. `booked` is true only when Google confirmed. */
export type BookAnswer = {
  outcome: 'booked' | 'handed_over' | 'not_booked'
  booked: boolean
  /** ISO 8601 with the customer's offset; null when no time was settled. */
  start: string | null
  end: string | null
  /** IANA zone of the times: the customer's. */
  timezone: string
  action: BookAction
  reason: BookReason
  alternatives: Alternative[]
  message: string
}

/** What one request asked of a booking; kept with the row for the event, the hand-over and settling. */
export type Wish = {
  /** The customer's zone (IANA), in which times were said. */
  zone: string
  customer: Customer
  leadId?: string
  notes?: string
  /** The customer's words for the time. */
  words?: string
}

/** One row: what became of one customer's wish for a time. Instants are epoch ms; plain JSON throughout. */
export type Booking = {
  /** A UUID we generate, so that writing it twice is harmless. */
  id: string
  clientId: string
  /** At most one row of a call is not released: its current booking. */
  callId?: string
  /** The request being served or last served: tool call id, Idempotency-Key, else a UUID of our own. */
  requestKey: string
  state: BookingState
  /** 1 at the claim, one more with every write: a write names the version it saw. */
  version: number
  /** What the customer asked for last, and is told. */
  slot: Interval
  /** During a move of an event: where it may still stand. Both spans are guarded. */
  from?: Interval
  /** False when nothing is guarded: the broker confirms the time himself. */
  guards: boolean
  calendarId: string
  eventId?: string
  /** Counts event ids: a deleted event's id stays taken. */
  attempt: number
  wish: Wish
  /** Final answers by request key, so that each repeat hears its own again. */
  answers: Record<string, BookAnswer>
  /** claimed, inserting: when the process serving it may be taken for dead. unknown: when to look again. */
  leaseUntil?: number
  /** Reads of Google that found no event, since an unknown outcome. */
  absent?: { since: number; reads: number }
  /** Overlaps another booking through an outage or a correction; kept, but guards nothing. */
  conflict: boolean
}
