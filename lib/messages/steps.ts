import type { VendorFailure } from '../failure.ts'
import type { SmsReceipt } from './messages.ts'
import type { Destination, OutboxMessage } from './outbox.ts'

// What becomes of a message, decided apart from doing it. Every function gives the message to save.

/** After this long without news of a send that may have happened, the text is sent again. */
const unknownMs = 120_000
/** Carriers give up on a text after ten hours at most; one never confirmed by then ends as done. */
const followMs = 36_000_000
const firstWaitMs = 30_000
const longestWaitMs = 300_000
const longestFollowMs = 600_000

/** Before the send: should the process die now, the text may be out. */
export function starting(
  message: OutboxMessage,
  target: Destination,
  body: string,
  now: number,
): OutboxMessage {
  const { providerId: _providerId, ...rest } = message
  const since =
    message.state === 'sending' ? (message.unknownSince ?? message.startedAt) : undefined
  return {
    ...rest,
    ...(since === undefined ? {} : { unknownSince: since }),
    state: 'sending',
    target,
    body,
    startedAt: now,
    nextTry: now + firstWaitMs,
  }
}

/** The carrier took it, or says where it stands by now. */
export function received(message: OutboxMessage, receipt: SmsReceipt, now: number): OutboxMessage {
  const { unknownSince: _unknownSince, ...rest } = message
  const known = { ...rest, providerId: receipt.id, attempts: 0 }
  if (receipt.state === 'delivered') return { ...known, state: 'done' }
  if (receipt.state === 'failed') return refused(known, receipt.code ?? 'failed', now)
  const age = now - (message.startedAt ?? now)
  if (age >= followMs) return { ...known, state: 'done' }
  const wait = Math.min(longestFollowMs, Math.max(10_000, age))
  return { ...known, state: 'sent', nextTry: now + wait }
}

/** The destination is out for good: the next one is due at once. */
export function refused(message: OutboxMessage, code: string, now: number): OutboxMessage {
  const { target, providerId: _providerId, unknownSince: _unknownSince, ...rest } = message
  const out = target ? [{ role: target.role, code }] : []
  return {
    ...rest,
    state: 'waiting',
    refused: [...message.refused, ...out],
    attempts: 0,
    nextTry: now,
  }
}

/**
 * This try certainly sent nothing, or was an e-mail, which may come twice: later, at growing intervals.
 * An earlier try of unknown fate stays unknown.
 */
export function postponed(
  message: OutboxMessage,
  failure: Pick<VendorFailure, 'retryAfterMs'>,
  now: number,
): OutboxMessage {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** message.attempts)
  return {
    ...message,
    state: message.unknownSince === undefined ? 'waiting' : 'sending',
    attempts: message.attempts + 1,
    nextTry: now + Math.max(wait, failure.retryAfterMs ?? 0),
  }
}

/** Nobody knows whether it was sent: look at the carrier's list soon, and at the limit once more. */
export function unknown(message: OutboxMessage, now: number): OutboxMessage {
  const limit = (message.startedAt ?? now) + unknownMs
  return {
    ...message,
    state: 'sending',
    nextTry: Math.min(now + firstWaitMs, Math.max(now, limit)),
  }
}

/** True when a send of unknown fate is old enough to be repeated. */
export function isOverdue(message: OutboxMessage, now: number): boolean {
  return now - (message.startedAt ?? now) >= unknownMs
}

/** The status could not be asked: soon again. */
export function unfollowed(message: OutboxMessage, now: number): OutboxMessage {
  return { ...message, nextTry: now + firstWaitMs }
}

/** True for codes that speak of the number; others speak of our own account or number. https://www.twilio.com/docs/api/errors */
export function isNumberCode(code: string): boolean {
  return numberCodes.has(code)
}

const numberCodes = new Set([
  'country',
  '21211',
  '21217',
  '21408',
  '21610',
  '21612',
  '21614',
  '30003',
  '30004',
  '30005',
  '30006',
])
