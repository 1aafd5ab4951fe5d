import type { Deadline } from '../deadline.ts'
import type { Interval } from '../interval.ts'
import type { BookAnswer, Booking, BookingState, Wish } from './booking.ts'

/** What else a claim must respect beside other bookings' time. */
export type ClaimRules = {
  /** The slot may not come nearer to another booking: ms before its start and after its end. */
  bufferBeforeMs: number
  bufferAfterMs: number
  /** At most `max` bookings may start inside `day`, the client-local date of the slot's start. */
  cap?: { max: number; day: Interval }
}

/** A booking not there yet: state claimed, version 1, attempt 1. It names its event unless none is meant to be. */
export type NewClaim = Pick<
  Booking,
  | 'id'
  | 'clientId'
  | 'callId'
  | 'requestKey'
  | 'slot'
  | 'guards'
  | 'calendarId'
  | 'eventId'
  | 'wish'
> & { leaseUntil: number; rules: ClaimRules }

/**
 * Why there is no claim, first that applies:
 * - known_request: a row not released has this request key (its own or among its answers)
 * - call_has_booking: the call has a current booking
 * - taken: guarded time of other bookings touches the slot with its buffers; `by` are those
 * - day_full: `by` are the bookings that count that day
 */
export type ClaimRefusal =
  | { ok: false; reason: 'known_request' | 'call_has_booking'; booking: Booking }
  | { ok: false; reason: 'taken' | 'day_full'; by: Booking[] }

export type ClaimResult = { ok: true; booking: Booking } | ClaimRefusal

/**
 * Takes the slot for the call's own booking, which goes to `inserting`. `from` keeps guarding the
 * event's present time beside the new slot. The booking itself never stands in its own way.
 */
export type Move = Pick<
  Booking,
  'id' | 'clientId' | 'version' | 'requestKey' | 'slot' | 'guards' | 'wish'
> & {
  from?: Interval
  eventId: string
  attempt: number
  leaseUntil: number
  rules: ClaimRules
}

export type MoveResult =
  | { ok: true; booking: Booking }
  | { ok: false; reason: 'stale'; booking: Booking }
  | { ok: false; reason: 'missing' }
  | { ok: false; reason: 'taken' | 'day_full'; by: Booking[] }

/**
 * One step of a row, written only when `version` is still the row's. Absent fields stay as they are,
 * null clears. A `slot` given here is a fact read from Google and is never refused: where it overlaps
 * another booking the row is marked conflict.
 */
export type Advance = Pick<Booking, 'id' | 'clientId' | 'version'> & {
  state: BookingState
  slot?: Interval
  from?: Interval | null
  eventId?: string
  attempt?: number
  leaseUntil?: number | null
  absent?: { since: number; reads: number } | null
  answer?: { requestKey: string; answer: BookAnswer }
}

export type AdvanceResult =
  | { ok: true; booking: Booking }
  | { ok: false; reason: 'stale'; booking: Booking }
  | { ok: false; reason: 'missing' }

/** Whose booking is looked for; a request key wins over the call. */
export type BookingQuery = {
  clientId: string
  requestKey?: string
  callId?: string /** Look beside the process only, where claims stand there too: no trip to Postgres. */
  here?: boolean
}

/**
 * The hard claims: one serialised writer per client. A resolved write is durable. Throws
 * VendorFailure('supabase', …) or the local database's error; then the write may have happened.
 * Rows that guard their `slot` and `from`: every state but released (a hand-over too, for its time was
 * promised), `guards`, no conflict. Buffers push against their bare spans.
 */
export type Claims = {
  /** The same id again gives the row as it stands, whatever became of it. */
  claim(claim: NewClaim, deadline: Deadline): Promise<ClaimResult>
  move(move: Move, deadline: Deadline): Promise<MoveResult>
  advance(change: Advance, deadline: Deadline): Promise<AdvanceResult>
  /** The row not released with this request key, else the call's current booking. */
  find(query: BookingQuery, deadline: Deadline): Promise<Booking | undefined>
  /** Guarded time inside `range` that Google does not show: of rows in any state but booked. */
  guarded(clientId: string, range: Interval, deadline: Deadline): Promise<Interval[]>
  /** Slots of booked rows that touch `range`: what counts to a daily cap. */
  booked(clientId: string, range: Interval, deadline: Deadline): Promise<Interval[]>
  /** Rows to settle: claimed, inserting or unknown, with `leaseUntil` at or before `now`, oldest first. */
  due(now: number, limit: number, deadline: Deadline): Promise<Booking[]>
}

/**
 * How a row is written beside the process. With `queue` the row that comes of it is queued for Postgres in
 * the same step, so that no death between the two leaves Postgres behind; where the queue has reached its
 * bound the row is written all the same.
 */
export type LocalWrite = { queue: boolean }

/** Claims beside the process (SQLite), which can also take over what was claimed elsewhere. */
export type LocalClaims = Omit<Claims, 'advance'> & {
  advance(change: Advance, deadline: Deadline, how?: LocalWrite): Promise<AdvanceResult>
  get(id: string): Promise<Booking | undefined>
  /** Stores a row as it is when it is unknown here or newer than ours (by version). */
  adopt(booking: Booking, how?: LocalWrite): Promise<void>
}

/** Why the broker must act; `failed` ones carry the vendor's failure for the failure log. */
export type HandOverReason =
  | { kind: 'failed'; errorType: HandOverErrorType; message: string }
  | { kind: 'booking_disabled' }
  | { kind: 'not_connected' }
  | { kind: 'over_limit' }

/** `error_type` of the failure log. */
export type HandOverErrorType = 'google_api' | 'oauth_refresh' | 'supabase' | 'unknown_outcome'

/** All the broker needs to book by hand. */
export type HandOver = {
  /** A UUID that is the same for a repeat of the same request: recorded twice, it goes out once. */
  id: string
  /** Absent when no row could be written. A newer hand-over of one booking replaces an unsent older one. */
  bookingId?: string
  /** The request it is of, where that is known. */
  requestKey?: string
  /** Where the booking's row could not take this wish: the request the row served, which is the older one. */
  insteadOf?: string
  clientId: string
  callId?: string
  /** Absent when the words could not be read, for want of the client's settings. */
  slot?: Interval
  wish: Wish
  reason: HandOverReason
}

export type HandOverReceipt =
  | { ok: true }
  /** There is no phone number and no address to reach anybody at. */
  | { ok: false; reason: 'no_channel' }

/** The way to the broker's own hands. */
export type HandOvers = {
  /** Resolves once durable (failure record and message); sending follows. Throws when it could not be made durable. */
  record(handOver: HandOver, deadline: Deadline): Promise<HandOverReceipt>
  /**
   * The booking is in the calendar after all: its unsent hand-overs are dropped. The broker is told
   * (once for one `slot`) when one was sent already, or when `tell` says so. A hand-over made instead of
   * the booking's request stands, for it is newer.
   */
  inCalendar(
    booking: Pick<Booking, 'id' | 'clientId' | 'requestKey' | 'slot' | 'wish'> & { tell: boolean },
    deadline: Deadline,
  ): Promise<void>
}
