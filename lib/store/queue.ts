import type { LocalClaims } from '../booking/ports.ts'
import type { Traces } from '../trace/trace.ts'
import type { Outbox } from '../messages/outbox.ts'

/** A write meant for Supabase that waits in the queue. */
export type PendingOperation = {
  table: string
  operation: 'insert' | 'update'
  /** The row. An insert carries its own `id`; an update the `id` and the `version` it replaces, where the table has one. */
  payload: Record<string, unknown>
  /** Order is kept within one client; absent for operations of no client. */
  clientId?: string
}

/** A waiting operation as the queue keeps it. */
export type QueuedOperation = PendingOperation & {
  /** Ascending in the order of arrival. */
  id: number
  /** Epoch ms. */
  queuedAt: number
  attempts: number
  /** Why it was set aside, when it was. */
  poisoned?: string
}

/** Operations for Supabase that could not be written there yet (`pending_sync`). Writes are durable on return. */
export type Pending = {
  /** Throws QueueFull when the file has reached its bound. */
  add(operation: PendingOperation): number
  /** True when something of this client waits: newer writes must queue behind it. */
  hasFor(clientId: string | undefined): boolean
  /** The next operations of up to `clients` clients, at most `perClient` each, in order; poisoned ones left out. */
  next(clients: number, perClient: number): QueuedOperation[]
  /** Clears operations that reached Supabase. */
  clear(ids: number[]): void
  /** Counts a failed try. */
  failed(id: number): void
  /** Sets aside what Supabase will never take, so that the rest goes on. */
  poison(id: number, reason: string): void
  /** Puts an operation set aside back in line. */
  retry(id: number): void
  /** Set aside and not reported yet; each is given once. */
  unreported(): QueuedOperation[]
  /** What waits or was set aside, oldest first. */
  list(limit: number): QueuedOperation[]
}

/** The last known rows of clients and of their encrypted tokens, so that a restart during an outage changes nothing. */
export type Mirror = {
  put(kind: MirrorKind, id: string, row: object, seenAt: number): void
  get(kind: MirrorKind, id: string): { row: Record<string, unknown>; seenAt: number } | undefined
  remove(kind: MirrorKind, id: string): void
}

/** What is mirrored; token rows hold the encrypted envelopes, never a plain token. `agent` is agent or number → client. */
export type MirrorKind = 'client' | 'token' | 'agent'

/** What the queue file holds of one customer, found by a phone number's digits however it is written. */
export type QueuedCustomers = {
  /** All of it, by table. */
  find(digits: string): Record<string, unknown[]>
  /** Erases it, and gives the number of rows: messages go, claims and operations lose the customer. */
  erase(digits: string): number
}

/** What waits, and how much room it takes. */
export type QueueSize = {
  pending: number
  poisoned: number
  messages: number
  /** Epoch ms of the oldest waiting operation. */
  oldest?: number
  bytes: number
  limitBytes: number
  /** Free on the disk the file is on. */
  freeBytes: number
}

/**
 * The durable local queue beside the process (SQLite): pending operations for Supabase, claims, the
 * outbox of messages and the mirror of clients and encrypted tokens.
 */
export type Queue = {
  claims: LocalClaims
  pending: Pending
  outbox: Outbox
  mirror: Mirror
  traces: Traces
  /** Takes or renews a job for `holder` until `until`; false when another holder has it at `now`. */
  lease(name: string, holder: string, now: number, until: number): boolean
  release(name: string, holder: string): void
  /** Small facts remembered between cycles. */
  note(name: string): unknown
  setNote(name: string, value: unknown): void
  size(): QueueSize
  customers: QueuedCustomers
  /** Erases what ended before an instant (epoch ms): claims, messages, operations set aside. */
  forget(before: number): void
  close(): void
}
