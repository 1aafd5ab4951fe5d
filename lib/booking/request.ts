import type { Offer } from '../availability/types.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { Interval } from '../interval.ts'
import type { Client } from '../store/client.ts'
import type { Wish } from './booking.ts'
import type { Claims, HandOverReason, HandOvers } from './ports.ts'

/** One wish for exactly one time. */
export type BookRequest = {
  client: Client
  callId?: string
  /** Tool call id or Idempotency-Key; without one a repeat cannot be told from a new request. */
  requestKey?: string
  slot: Interval
  /** Calendars whose busy time counts, that of the bookings among them. */
  calendars: readonly string[]
  wish: Wish
  /** Answers name the wish's zone even where the client shares its clock. */
  nameZone?: boolean
  /** The broker confirms, whatever the calendar says (over a rate limit, say). */
  byHand?: HandOverReason
  /** When the answer must be out. */
  deadline: Deadline
}

/** What booking needs of the world. */
export type BookDeps = {
  claims: Claims
  calendar: Calendar
  handOvers: HandOvers
  clock: Clock
  /** A token for an offer. */
  sealOffer(offer: Offer, request: Pick<BookRequest, 'client' | 'callId'>): string
  /** A new UUID. */
  newId(): string
  /** Runs work behind the answer, which it cannot change any more. */
  after(work: () => Promise<void>): void
  /** Tells the log what went wrong without changing the outcome: ids and codes only. */
  note(fields: Record<string, string>): void
}

/** A request on its way: what each step is given. */
export type Flow = Omit<BookRequest, 'requestKey'> & {
  requestKey: string
  deps: BookDeps
  /** Ends before the deadline, so that a hand-over can still be made durable. */
  work: Deadline
  /** The booking may have been handed over before: that is recalled once Google confirms. */
  recalls: boolean
}

const handOverReserveMs = 700
const leaseMarginMs = 15_000

/** Begins a request: it gets a key, and its work an end early enough to hand over. */
export function beginFlow(request: BookRequest, deps: BookDeps): Flow {
  const left = request.deadline.remaining()
  const work = request.deadline.within(left - Math.min(handOverReserveMs, left / 5))
  return { ...request, requestKey: request.requestKey ?? deps.newId(), deps, work, recalls: false }
}

/** Until when this request's process is taken to be alive: well past its deadline. */
export function leaseEnd({ deadline }: Flow): number {
  return deadline.at + leaseMarginMs
}
