import type { VendorFailure } from '../failure.ts'
import { handedOverAnswer, notArrangedAnswer } from './answers.ts'
import type { BookAnswer, Booking } from './booking.ts'
import { stableId } from './event-id.ts'
import type { HandOver, HandOverErrorType, HandOverReason } from './ports.ts'
import type { Flow } from './request.ts'
import { advanceOrNote } from './advance-or-note.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/** Why the broker must act, from what failed. */
export function failedBecause(failure: VendorFailure): HandOverReason {
  return { kind: 'failed', errorType: errorType(failure), message: failure.message }
}

/** The hand-over of a booking's present wish; the same for every try at the same request. */
export function handOverOf(
  booking: Pick<Booking, 'id' | 'clientId' | 'callId' | 'requestKey' | 'slot' | 'wish'>,
  reason: HandOverReason,
): HandOver {
  const { id, clientId, callId, requestKey, slot, wish } = booking
  return {
    id: stableId(clientId, requestKey, slot.start),
    bookingId: id,
    clientId,
    slot,
    wish,
    reason,
    ...(callId !== undefined && { callId }),
  }
}

/**
 * Gives the wish into the broker's hands: durable first, then the row, then the answer. Where the
 * hand-over cannot be made durable nothing is called set, and a claimed row is tried again by the cycle.
 */
export async function handOver(
  flow: Flow,
  reason: HandOverReason,
  booking?: Booking,
): Promise<BookAnswer> {
  const { deps, deadline, requestKey } = flow
  const wanted = booking ? handOverOf(booking, reason) : withoutRow(flow, reason)
  try {
    const receipt = await deps.handOvers.record(wanted, deadline)
    if (!receipt.ok) {
      deps.note({ hand_over: receipt.reason })
      if (booking) await advanceOrNote(flow, booking, { state: 'released', leaseUntil: null })
      return notArrangedAnswer(flow)
    }
  } catch (error) {
    deps.note({ hand_over: vendorFailureOf(error, 'supabase').message })
    return notArrangedAnswer(flow)
  }
  const answer = handedOverAnswer(wanted.slot, flow, reason.kind)
  const change = { state: 'handed_over', from: null, leaseUntil: null } as const
  if (booking) await advanceOrNote(flow, booking, { ...change, answer: { requestKey, answer } })
  return answer
}

function withoutRow(
  { client, callId, requestKey, slot, wish }: Flow,
  reason: HandOverReason,
): HandOver {
  const id = stableId(client.id, requestKey, slot.start)
  return { id, clientId: client.id, slot, wish, reason, ...(callId !== undefined && { callId }) }
}

function errorType(failure: VendorFailure): HandOverErrorType {
  if (failure.vendor === 'supabase') return 'supabase'
  return failure.kind === 'invalid_grant' ? 'oauth_refresh' : 'google_api'
}
