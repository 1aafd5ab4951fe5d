import type { Deadline } from '../deadline.ts'
import type { FailureKind } from '../failure.ts'
import type { PendingOperation } from './queue.ts'

/**
 * What became of an operation in Supabase: written (now or before), stale (a newer row stands there and
 * ours lost), conflict (a booking was kept beside one it overlaps, and marked).
 */
export type Applied = 'written' | 'stale' | 'conflict'

/**
 * Supabase as the door and the replay need it. Everything may come twice: an insert finds its own id and
 * is written; an update names the version it replaces and loses to a newer row; rows of `bookings` are
 * whole `Booking`s and are adopted by version. Throws VendorFailure('supabase', …).
 */
export type Remote = {
  apply(operation: PendingOperation, deadline: Deadline): Promise<Applied>
  /** Answers when Supabase does; the cheapest read there is. */
  ping(deadline: Deadline): Promise<void>
}

/** True when the same operation can succeed later; false when Supabase will never take it as it is. */
export function isPassing(kind: FailureKind): boolean {
  return kind !== 'refused' && kind !== 'conflict' && kind !== 'not_found' && kind !== 'gone'
}
