import type { Advance, ClaimRules, Move, NewClaim } from '../booking/ports.ts'
import { timeColumns, wishColumns } from './booking-row.ts'
import type { Json } from './database.types.ts'
import { isoUtc } from '../timezones.ts'

/** A new claim's columns, as claim_booking takes them. */
export function claimColumns(claim: NewClaim): Json {
  return {
    id: claim.id,
    client_id: claim.clientId,
    call_id: claim.callId ?? null,
    request_key: claim.requestKey,
    guards: claim.guards,
    calendar_id: claim.calendarId,
    event_id: claim.eventId ?? null,
    lease_until: isoUtc(claim.leaseUntil),
    ...timeColumns(claim),
    ...wishColumns(claim.wish),
  }
}

/** A claim's or a move's rules, as their routines take them. */
export function ruleArguments({ bufferBeforeMs, bufferAfterMs, cap }: ClaimRules): Json {
  return {
    before_ms: bufferBeforeMs,
    after_ms: bufferAfterMs,
    ...(cap && {
      cap: { max: cap.max, day_start: isoUtc(cap.day.start), day_end: isoUtc(cap.day.end) },
    }),
  }
}

/** A move's columns, as move_booking takes them. */
export function moveColumns(move: Move): Json {
  return {
    id: move.id,
    client_id: move.clientId,
    version: move.version,
    request_key: move.requestKey,
    guards: move.guards,
    event_id: move.eventId,
    attempt: move.attempt,
    lease_until: isoUtc(move.leaseUntil),
    ...timeColumns(move),
    ...wishColumns(move.wish),
  }
}

/** A step's columns: only what it names, for a column left out stays as it is. */
export function advanceColumns(change: Advance): Json {
  const { slot, from, leaseUntil, absent, answer } = change
  return {
    id: change.id,
    client_id: change.clientId,
    version: change.version,
    state: change.state,
    ...(slot && { start_at: isoUtc(slot.start), end_at: isoUtc(slot.end) }),
    ...(from !== undefined && {
      from_start_at: from && isoUtc(from.start),
      from_end_at: from && isoUtc(from.end),
    }),
    ...(change.eventId !== undefined && { event_id: change.eventId }),
    ...(change.attempt !== undefined && { attempt: change.attempt }),
    ...(leaseUntil !== undefined && { lease_until: leaseUntil && isoUtc(leaseUntil) }),
    ...(absent !== undefined && { absent }),
    ...(answer && { answer: { request_key: answer.requestKey, answer: answer.answer } }),
  }
}
