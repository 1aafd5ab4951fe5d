import type { BookAnswer } from '../booking/booking.ts'
import type { HandOvers } from '../booking/ports.ts'
import { openSlot } from '../booking/slot-token.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Interval } from '../interval.ts'
import type { Call } from '../retell/call.ts'
import { stableId } from '../stable-id.ts'
import { sayBooking } from '../time-request/sentences/say-booking.ts'
import { isoAt } from '../timezones.ts'
import type { BookArguments } from './book-arguments.ts'
import { customerZone } from './customer-zone.ts'
import { missing, nothingBooked } from './nothing-booked.ts'
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
  deps: { handOvers: HandOvers; tokenKey: Uint8Array; newId: () => string },
): Promise<BookAnswer> {
  const { clientId, call, body, now, deadline } = request
  const phone = body.customerPhone ?? call.customerPhone
  const { zone } = customerZone({ given: body.zone, phone, clientZone: 'UTC' })
  if (!phone) return missing('phone_missing', zone, now)
  const slot = sealedSlot(request, deps.tokenKey)
  const wish = wishOf(request, phone, zone)
  const id = request.requestKey ? stableId(clientId, request.requestKey, 'unread') : deps.newId()
  const reason = { kind: 'failed', errorType: 'supabase', message: 'client unreadable' } as const
  try {
    const recorded = await deps.handOvers.record(
      {
        id,
        clientId,
        wish,
        reason,
        ...(slot && { slot }),
        ...(call.callId && { callId: call.callId }),
      },
      deadline,
    )
    if (recorded.ok) return handedOver(slot, { now, zone })
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
  }
  const message = sayBooking({ kind: 'not_arranged' }, { now, zone })
  return { ...nothingBooked(zone), action: 'reject', reason: 'calendar_unavailable', message }
}

function sealedSlot(
  { clientId, call, body, now }: UnreadBook,
  key: Uint8Array,
): Interval | undefined {
  const slot =
    body.slotToken && openSlot(body.slotToken, { clientId, callId: call.callId }, now, key)
  return slot ? { start: slot.start, end: slot.start + slot.minutes * 60_000 } : undefined
}

function handedOver(
  slot: Interval | undefined,
  { now, zone }: { now: number; zone: string },
): BookAnswer {
  return {
    ...nothingBooked(zone),
    outcome: 'handed_over',
    start: slot ? isoAt(zone, slot.start) : null,
    end: slot ? isoAt(zone, slot.end) : null,
    action: 'done',
    reason: 'calendar_unavailable',
    message: slot
      ? sayBooking({ kind: 'handed_over', at: slot.start }, { now, zone, nameZone: true })
      : 'I have passed on your request. The broker will confirm the time with you.',
  }
}
