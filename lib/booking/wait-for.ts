import { standingAnswer } from './answers.ts'
import type { BookAnswer, Booking } from './booking.ts'
import { failedBecause, handOverUnclaimed } from './hand-over.ts'
import type { Flow } from './request.ts'
import { isInFlight } from './in-flight.ts'
import { settleBooking } from './settle-booking.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

const pollMs = 200

/**
 * Waits for whoever is at work on the booking, in this process or another, and says `again` when they
 * are done. A booking whose process died is settled on the spot. When time is up the caller hears a
 * hand-over: a row in flight ends in the calendar or with the broker.
 */
export async function waitFor(flow: Flow, booking: Booking): Promise<BookAnswer | 'again'> {
  const { deps, work, callId, requestKey, client } = flow
  const query = { clientId: client.id, requestKey, ...(callId !== undefined && { callId }) }
  let seen: Booking | undefined = booking
  try {
    while (seen && isInFlight(seen)) {
      if ((seen.leaseUntil ?? 0) <= deps.clock.now()) {
        await settleBooking(seen, deps, work)
        return 'again'
      }
      if (work.remaining() <= pollMs) return outOfTime(flow, seen)
      await deps.clock.sleep(pollMs, work.signal)
      seen = await deps.claims.find(query, work)
    }
    return 'again'
  } catch (error) {
    return handOverUnclaimed(flow, failedBecause(vendorFailureOf(error, 'supabase')))
  }
}

async function outOfTime(flow: Flow, booking: Booking): Promise<BookAnswer> {
  const isSame = booking.requestKey === flow.requestKey || booking.slot.start === flow.slot.start
  if (isSame) return standingAnswer(booking, flow)
  const message = 'an earlier request of the call is still being served'
  const reason = { kind: 'failed', errorType: 'google_api', message } as const
  return handOverUnclaimed(flow, reason)
}
