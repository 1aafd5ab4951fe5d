import { book, repeatedAnswer } from '../booking/book.ts'
import type { BookAnswer } from '../booking/booking.ts'
import type { HandOverReason } from '../booking/ports.ts'
import type { BookDeps } from '../booking/request.ts'
import { openSlot, sealSlot } from '../booking/slot-token.ts'
import type { Deadline } from '../deadline.ts'
import { minutesOf, type Interval } from '../interval.ts'
import type { Call } from '../retell/call.ts'
import type { Client } from '../store/client.ts'
import { speakTime } from '../time-request/speak.ts'
import { isoAt } from '../timezones.ts'
import type { BookArguments } from './book-arguments.ts'
import { blockingCalendars } from './busy-time.ts'
import { check, type CheckDeps } from './check.ts'
import { missing, nothingBooked } from './nothing-booked.ts'
import { passOn } from './pass-on.ts'
import { wantedSlot } from './wanted-slot.ts'
import { wishOf } from './wish.ts'
import type { CheckAnswer } from './worded.ts'

/** One request to book, as a call brought it. */
export type BookCall = {
  client: Client
  call: Call
  body: BookArguments
  /** Tool call id or Idempotency-Key: a repeat carries the same. */
  requestKey?: string
  /** The broker confirms, whatever the calendar says. */
  byHand?: HandOverReason
  /** Epoch ms. */
  now: number
  deadline: Deadline
}

/** What booking a call uses. */
export type BookCallDeps = CheckDeps & Omit<BookDeps, 'sealOffer'>

/** Books what the customer agreed to, or says what is missing: a number to call, or one exact time. */
export async function bookCall(request: BookCall, deps: BookCallDeps): Promise<BookAnswer> {
  const { client, call, body, now, deadline } = request
  const before = await repeatedAnswer(request, deps)
  if (before) return before
  const asked = { client, call, asked: body, now, deadline }
  const { slot, zone, nameZone } = await wantedSlot({ ...asked, slotToken: body.slotToken }, deps)
  // Where the broker confirms by hand, no calendar is asked for times to offer.
  if (!slot && request.byHand) return missing('time_missing', zone, now)
  if (!slot) return withoutOneTime(request, deps)
  const phone = body.customerPhone ?? call.customerPhone
  if (!phone) return missing('phone_missing', zone, now)
  deps.trace?.saw({ askedAt: slot.start })
  const wish = wishOf(request, phone, zone)
  const answer = await book(
    { ...bookRequest(request, slot), wish, nameZone },
    { ...deps, ...sealing(deps, now) },
  )
  await deps.holds.drop(holderOf(request, deps))
  return answer
}

function bookRequest({ client, call, requestKey, byHand, deadline }: BookCall, slot: Interval) {
  return {
    client,
    slot,
    deadline,
    calendars: blockingCalendars(client),
    ...(call.callId !== undefined && { callId: call.callId }),
    ...(requestKey !== undefined && { requestKey }),
    ...(byHand !== undefined && { byHand }),
  }
}

/** How booking gives tokens to its offers. */
function sealing({ tokenKey }: CheckDeps, now: number): Pick<BookDeps, 'sealOffer'> {
  return {
    sealOffer: (offer, { client, callId }) => {
      const slot = { start: offer.start, minutes: minutesOf(offer) }
      return sealSlot({ ...slot, clientId: client.id, callId }, now, tokenKey)
    },
  }
}

/**
 * Words that are not exactly one instant book nothing and are answered as check-availability would; where
 * that is a hand-off, they are passed on, for nobody asks a third time.
 */
async function withoutOneTime(request: BookCall, deps: BookCallDeps): Promise<BookAnswer> {
  const { client, call, body, requestKey, now, deadline } = request
  const found = await check({ ...request, asked: body, holder: holderOf(request, deps) }, deps)
  const { action, reason, message, timezone } = found
  if (action !== 'handoff') {
    // They have agreed to a time, which nobody can tell from the token: other times would make no sense to them.
    if (body.slotToken && body.words === undefined) return missing('time_missing', timezone, now)
    const alternatives = offeredBy(found, request, deps)
    return { ...nothingBooked(timezone), alternatives, action, reason, message }
  }
  const phone = body.customerPhone ?? call.customerPhone
  if (!phone) return missing('phone_missing', timezone, now)
  const given = { clientId: client.id, callId: call.callId, requestKey, now, deadline }
  const wish = wishOf(request, phone, timezone)
  return passOn({ ...given, wish, reason: handOverReason(reason) }, deps)
}

/** The times found; the one that only wants a yes among them, for booking it takes its token. */
function offeredBy(found: CheckAnswer, { client, call, now }: BookCall, deps: BookCallDeps) {
  const { alternatives, action, slot_token: token, timezone: zone } = found
  const holder = { clientId: client.id, callId: call.callId }
  const slot = action === 'confirm' && token && openSlot(token, holder, now, deps.tokenKey)
  if (!slot) return alternatives
  const spoken = speakTime(slot.start, { now, zone, otherZone: client.settings.zone })
  const end = isoAt(zone, slot.start + slot.minutes * 60_000)
  return [{ start: isoAt(zone, slot.start), end, spoken, slot_token: token }]
}

function handOverReason(reason: CheckAnswer['reason']): HandOverReason {
  if (reason === 'booking_disabled' || reason === 'not_connected') return { kind: reason }
  return { kind: 'failed', errorType: 'google_api', message: 'the calendar could not be read' }
}

function holderOf({ client, call }: BookCall, deps: BookCallDeps) {
  return { clientId: client.id, callId: call.callId ?? deps.newId() }
}
