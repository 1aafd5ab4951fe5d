import type { VendorFailure } from '../failure.ts'
import { handedOverAnswer, notArrangedAnswer } from './answers.ts'
import type { BookAnswer, Booking } from './booking.ts'
import { stableId } from '../stable-id.ts'
import type { HandOver, HandOverErrorType, HandOverReason } from './ports.ts'
import type { Flow } from './request.ts'
import { advanceOrNote } from './advance-or-note.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/** Why the broker must act, from what failed. */
export function failedBecause(failure: VendorFailure): HandOverReason {
  return { kind: 'failed', errorType: errorType(failure), message: failure.message }
}

/** What a hand-over is of; without a row of its own it may still concern one. */
type HandedOver = Pick<Booking, 'clientId' | 'callId' | 'requestKey' | 'slot' | 'wish'> & {
  id?: string | undefined
  insteadOf?: string | undefined
}

/** The hand-over of a booking's present wish; the same for every try at the same request. */
export function handOverOf(booking: HandedOver, reason: HandOverReason): HandOver {
  const { id, clientId, callId, requestKey, slot, wish, insteadOf } = booking
  return {
    id: stableId(clientId, requestKey, slot.start),
    clientId,
    requestKey,
    slot,
    wish,
    reason,
    ...(id !== undefined && { bookingId: id }),
    ...(insteadOf !== undefined && { insteadOf }),
    ...(callId !== undefined && { callId }),
  }
}

/**
 * Gives a claimed wish into the broker's hands: durable first, then the row, then the answer. Where the
 * hand-over cannot be made durable nothing is called set, and the row is tried again by the cycle.
 */
export async function handOver(
  flow: Flow,
  reason: HandOverReason,
  booking: Booking,
): Promise<BookAnswer> {
  const recorded = await record(flow, handOverOf(booking, reason))
  if (recorded === 'no_channel') {
    await advanceOrNote(flow, booking, { state: 'released', leaseUntil: null })
  }
  if (recorded !== 'durable') return notArrangedAnswer(flow)
  const answer = handedOverAnswer(booking.slot, flow, reason.kind)
  const step = { state: 'handed_over', from: null, leaseUntil: null } as const
  await advanceOrNote(flow, booking, { ...step, answer: { requestKey: flow.requestKey, answer } })
  return answer
}

/** The same where no row could be written; `about` is the call's booking, when this was to be its next time. */
export async function handOverUnclaimed(
  flow: Flow,
  reason: HandOverReason,
  about?: Booking,
): Promise<BookAnswer> {
  const { client, callId, requestKey, slot, wish } = flow
  const insteadOf = about?.requestKey === requestKey ? undefined : about?.requestKey
  const wanted = { id: about?.id, insteadOf, clientId: client.id, requestKey, slot, wish }
  const ofCall = callId === undefined ? wanted : { ...wanted, callId }
  const recorded = await record(flow, handOverOf(ofCall, reason))
  return recorded === 'durable'
    ? handedOverAnswer(slot, flow, reason.kind)
    : notArrangedAnswer(flow)
}

async function record(
  { deps, deadline }: Flow,
  handOver: HandOver,
): Promise<'durable' | 'no_channel' | 'failed'> {
  if (handOver.reason.kind === 'failed') deps.note({ failure: handOver.reason.message })
  try {
    const receipt = await deps.handOvers.record(handOver, deadline)
    if (receipt.ok) return 'durable'
    deps.note({ hand_over: receipt.reason })
    return receipt.reason
  } catch (error) {
    deps.note({ hand_over: vendorFailureOf(error, 'supabase').message })
    return 'failed'
  }
}

function errorType(failure: VendorFailure): HandOverErrorType {
  if (failure.vendor === 'supabase') return 'supabase'
  return failure.kind === 'invalid_grant' ? 'oauth_refresh' : 'google_api'
}
