import type { HandOver, HandOvers, HandOverReceipt } from '../booking/ports.ts'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { isoUtc } from '../timezones.ts'
import { bookingContent } from './content.ts'
import { nextDestination, type Contact, type MessageRules } from './destinations.ts'
import type { FailureRecord, NewMessage, Outbox, OutboxMessage } from './outbox.ts'

/** What recording hand-overs needs. */
export type HandOverParts = {
  /** The outbox, no call of which outlasts the deadline. */
  outbox: (deadline: Deadline) => Outbox
  contact: (clientId: string, deadline: Deadline) => Promise<Contact | undefined>
  rules: MessageRules
  clock: Clock
  /** True where what cannot be recorded is sent at once: a recording without an answer may be both. */
  sendsAtOnce?: boolean
}

/** Hand-overs through the outbox: durable when recorded, sent by the next delivery run. */
export function handOvers(parts: HandOverParts): HandOvers {
  return {
    record: (handOver, deadline) => record(parts, handOver, deadline),
    inCalendar: (booking, deadline) => inCalendar(parts, booking, deadline),
  }
}

async function record(
  parts: HandOverParts,
  handOver: HandOver,
  deadline: Deadline,
): Promise<HandOverReceipt> {
  const { clock } = parts
  const outbox = parts.outbox(deadline)
  const { bookingId, requestKey, insteadOf } = handOver
  const failure = failureOf(handOver)
  const message: NewMessage = {
    id: handOver.id,
    clientId: handOver.clientId,
    ...(bookingId ? { bookingId } : {}),
    ...(insteadOf ? { insteadOf } : {}),
    content: bookingContent('hand_over', handOver.slot, handOver.wish),
    ...(failure ? { failureIds: [failure.id] } : {}),
    createdAt: clock.now(),
  }
  await outbox.add(message, failure)
  if (bookingId) await dropUnsent(outbox, { id: bookingId, requestKey }, handOver.id)
  return (await hasChannel(parts, message, deadline))
    ? { ok: true }
    : { ok: false, reason: 'no_channel' }
}

async function inCalendar(
  parts: HandOverParts,
  booking: Parameters<HandOvers['inCalendar']>[0],
  deadline: Deadline,
): Promise<void> {
  const outbox = parts.outbox(deadline)
  const { mayBeOut, dropped } = await dropUnsent(outbox, booking)
  const wasTold = mayBeOut || (dropped && parts.sendsAtOnce)
  if (!wasTold && !booking.tell) return
  await outbox.add({
    id: `in_calendar:${booking.id}:${booking.slot.start}`,
    clientId: booking.clientId,
    bookingId: booking.id,
    content: bookingContent('in_calendar', booking.slot, booking.wish),
    createdAt: parts.clock.now(),
  })
}

/**
 * Drops a booking's hand-overs that the outbox did not send; says whether there were any, and whether
 * another one may have gone out. Those of a request newer than the booking's own stand: the customer was
 * promised that one.
 */
async function dropUnsent(
  outbox: Outbox,
  { id, requestKey }: { id: string; requestKey?: string | undefined },
  but?: string,
): Promise<{ dropped: boolean; mayBeOut: boolean }> {
  const found = { dropped: false, mayBeOut: false }
  for (const message of await outbox.ofBooking(id)) {
    if (message.content.kind !== 'hand_over' || message.id === but) continue
    if (requestKey !== undefined && message.insteadOf === requestKey) continue
    found[(await drop(outbox, message)) ? 'dropped' : 'mayBeOut'] = true
  }
  return found
}

/** True when the message is dropped for sure: a worker that has just begun to send it wins. */
async function drop(outbox: Outbox, message: OutboxMessage): Promise<boolean> {
  if (message.state === 'dropped') return true
  if (message.state !== 'waiting') return false
  return (await outbox.save({ ...message, state: 'dropped' })) !== undefined
}

/** False only when it is known that nobody can be reached. A client that cannot be read is delivery's to deal with. */
async function hasChannel(
  { contact, rules }: HandOverParts,
  message: NewMessage,
  deadline: Deadline,
): Promise<boolean> {
  let known: Contact | undefined
  try {
    known = await contact(message.clientId ?? '', deadline)
  } catch {
    return true
  }
  return nextDestination({ ...message, refused: [] }, known, rules) !== undefined
}

/** What the failure log says of a hand-over; one that no failure caused has no record. */
function failureOf(handOver: HandOver): FailureRecord | undefined {
  const { reason, slot, wish } = handOver
  if (reason.kind !== 'failed') return undefined
  return {
    id: handOver.id,
    clientId: handOver.clientId,
    errorType: reason.errorType,
    message: reason.message,
    payload: {
      booking_id: handOver.bookingId,
      call_id: handOver.callId,
      ...(slot && { start: isoUtc(slot.start), end: isoUtc(slot.end) }),
      wish,
    },
  }
}
