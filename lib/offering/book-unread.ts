import type { BookAnswer } from '../booking/booking.ts'
import { openSlot } from '../booking/slot-token.ts'
import type { Deadline } from '../deadline.ts'
import type { Interval } from '../interval.ts'
import type { Call } from '../retell/call.ts'
import type { BookArguments } from './book-arguments.ts'
import { customerZone } from './customer-zone.ts'
import { missing } from './nothing-booked.ts'
import { passOn, type PassOnDeps } from './pass-on.ts'
import { wishOf } from './wish.ts'

/** A request to book of a client whose settings nobody can read now. */
export type UnreadBook = {
  clientId: string
  call: Call
  body: BookArguments
  requestKey?: string
  /** Epoch ms. */
  now: number
  deadline: Deadline
}

/**
 * Keeps the whole request for the broker when not even the client can be read: the time as far as it is
 * known without settings (our own token), else the customer's words. Whoever is told sees both.
 */
export async function bookUnread(
  request: UnreadBook,
  deps: PassOnDeps & { tokenKey: Uint8Array },
): Promise<BookAnswer> {
  const { clientId, call, body, now, deadline } = request
  const phone = body.customerPhone ?? call.customerPhone
  const { zone } = customerZone({ given: body.zone, phone, clientZone: 'UTC', now })
  if (!phone) return missing('phone_missing', zone, now)
  const kept = {
    clientId,
    callId: call.callId,
    requestKey: request.requestKey,
    slot: sealedSlot(request, deps.tokenKey),
    wish: wishOf(request, phone, zone),
    reason: { kind: 'failed', errorType: 'supabase', message: 'client unreadable' },
    now,
    deadline,
  } as const
  return passOn(kept, deps)
}

function sealedSlot(
  { clientId, call, body, now }: UnreadBook,
  key: Uint8Array,
): Interval | undefined {
  const slot =
    body.slotToken && openSlot(body.slotToken, { clientId, callId: call.callId }, now, key)
  return slot ? { start: slot.start, end: slot.start + slot.minutes * 60_000 } : undefined
}
