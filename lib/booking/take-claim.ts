import type { Booking } from './booking.ts'
import { correctFromGoogle } from './correct-from-google.ts'
import { eventId } from './event-id.ts'
import { claimRules } from './judge-slot.ts'
import type { ClaimResult, MoveResult } from './ports.ts'
import { leaseEnd, type Flow } from './request.ts'

/** Claims the slot for a new booking, which names the event it may become. Throws when the claims cannot be reached. */
export async function takeClaim(flow: Flow, guards = true): Promise<ClaimResult> {
  const { deps, client, callId, requestKey, slot, wish, work } = flow
  const claim = {
    id: deps.newId(),
    clientId: client.id,
    requestKey,
    slot,
    guards,
    calendarId: client.calendarId,
    wish,
    leaseUntil: leaseEnd(flow),
    rules: claimRules(client.settings, slot),
    ...(callId !== undefined && { callId }),
    ...(guards && {
      eventId: eventId({
        clientId: client.id,
        of: callId ?? requestKey,
        start: slot.start,
        attempt: 1,
      }),
    }),
  }
  return onceCorrected(flow, () => deps.claims.claim(claim, work))
}

/** Claims the slot as the new time of the call's own booking. Throws when the claims cannot be reached. */
export async function takeMove(flow: Flow, current: Booking, guards = true): Promise<MoveResult> {
  const { deps, client, requestKey, slot, wish, work } = flow
  const { id, clientId, version } = current
  const hasEvent = current.state !== 'handed_over'
  const attempt = hasEvent ? current.attempt : current.attempt + 1
  const named = eventId({
    clientId,
    of: current.callId ?? requestKey,
    start: slot.start,
    attempt,
  })
  const move = {
    id,
    clientId,
    version,
    requestKey,
    slot,
    guards,
    wish,
    attempt,
    eventId: hasEvent && current.eventId !== undefined ? current.eventId : named,
    leaseUntil: leaseEnd(flow),
    rules: claimRules(client.settings, slot),
    ...(hasEvent && { from: current.from ?? current.slot }),
  }
  return onceCorrected(flow, () => deps.claims.move(move, work))
}

/** A row that stands in the way may be wrong about Google: it is corrected and the claim tried again, once. */
async function onceCorrected<R extends ClaimResult | MoveResult>(
  flow: Flow,
  claim: () => Promise<R>,
): Promise<R> {
  const result = await claim()
  if (result.ok || (result.reason !== 'taken' && result.reason !== 'day_full')) return result
  return (await correctFromGoogle(flow, result.by)) ? claim() : result
}
