import type { MessageContent } from './content.ts'

/** Whose phone or address: the client's own, or the operator's. */
export type DestinationRole =
  | 'business_phone'
  | 'personal_phone'
  | 'email'
  | 'admin_phone'
  | 'admin_email'

/** Where a message goes. */
export type Destination = { role: DestinationRole; channel: 'sms' | 'mail'; to: string }

/**
 * Where a message stands:
 * - waiting: to be sent when `nextTry` comes; certainly not sent to `target` yet
 * - sending: a send was started and its end is not recorded: it may have gone out
 * - sent: the carrier has it; its delivery is followed
 * - done: delivered, or handed to the mail server, or part of a digest
 * - dropped: no longer wanted
 * - failed: no destination is left
 */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'done' | 'dropped' | 'failed'

/** A message to somebody, kept until its end. Instants are epoch ms; plain JSON throughout. */
export type OutboxMessage = {
  /** The same for a repeat of the same occasion: added twice, it goes out once. */
  id: string
  /** Absent for the operator's. */
  clientId?: string
  bookingId?: string
  /** It is newer than what its booking was serving when it was kept: that request. */
  insteadOf?: string
  content: MessageContent
  /** Only these destinations; absent: all that suit the content. */
  roles?: DestinationRole[]
  /** The failure records that are resolved once the message arrived, or is no longer wanted. */
  failureIds?: string[]
  state: MessageState
  /** One more with every write: a write names the version it saw. */
  version: number
  createdAt: number
  /** When to look at it again; while somebody works on it, the end of their lease. */
  nextTry: number
  /** Failed tries of the present destination. */
  attempts: number
  /** Destinations that are out, and why. */
  refused: { role: DestinationRole; code: string }[]
  /** Where it was sent last, with the words sent and when that began. */
  target?: Destination
  body?: string
  startedAt?: number
  /** When the first of the sends began whose fate is still unknown, where there is an earlier one. */
  unknownSince?: number
  /** The carrier's id. */
  providerId?: string
  /** It waited for a cap: what waited together goes out as one. */
  isHeld?: boolean
  /** The digest it became part of. */
  digestId?: string
}

/** A message not there yet. */
export type NewMessage = Pick<
  OutboxMessage,
  'id' | 'clientId' | 'bookingId' | 'insteadOf' | 'content' | 'roles' | 'failureIds' | 'createdAt'
>

/** A row for failure_logs; `id` a UUID of ours, so that writing it twice is harmless. */
export type FailureRecord = {
  id: string
  clientId?: string
  errorType: string
  message: string
  payload?: Record<string, unknown>
}

/**
 * Messages that are kept until they reached somebody. A resolved write is durable. Two processes may
 * work on one outbox: `take` leases, `save` refuses what somebody else has changed.
 */
export type Outbox = {
  /** Keeps a message, and the failure behind it (named in its `failureIds`); an id already there changes nothing. */
  add(message: NewMessage, failure?: FailureRecord): Promise<void>
  /** Messages to look at by `now`, oldest first, leased until `leaseUntil`. */
  take(now: number, leaseUntil: number, limit: number): Promise<OutboxMessage[]>
  /**
   * Writes a message whose version nobody has moved on since; undefined when somebody has. One that is
   * done or dropped resolves its failure records.
   */
  save(message: OutboxMessage): Promise<OutboxMessage | undefined>
  /** Closes all parts (state done) and keeps the digest in one step; false when a part has moved on. */
  fold(parts: OutboxMessage[], digest: NewMessage): Promise<boolean>
  /** Every message about a booking, oldest first. */
  ofBooking(bookingId: string): Promise<OutboxMessage[]>
  /** Messages not at their end, oldest first. */
  open(limit: number): Promise<OutboxMessage[]>
  /** True when one of our messages already is the carrier's `providerId`. */
  knows(providerId: string): Promise<boolean>
  /** Notes that a text went to a number, for the caps. */
  noteText(text: SentText): Promise<void>
  /** Texts noted since an instant. */
  textsSince(since: number): Promise<SentText[]>
}

/** A text that went out. */
export type SentText = { sentAt: number; number: string; clientId?: string }
