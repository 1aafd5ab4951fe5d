import type { Busy } from '../availability/types.ts'
import type { VendorFailure } from '../failure.ts'
import type { Interval } from '../interval.ts'
import { notBookedAnswer } from './answers.ts'
import type { BookAnswer, Booking } from './booking.ts'
import { answerInstead, freshBusy, lookedAt } from './judge-slot.ts'
import type { Flow } from './request.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/** Busy time, or why it could not be read. */
export type BusyRead = { ok: true; intervals: Interval[] } | { ok: false; failure: VendorFailure }

/** The bookings of ours that stand in the way, if that is why. */
export type InTheWay = { reason: 'taken' | 'day_full'; by: Booking[] }

/** Reads busy time; never throws. */
export async function readBusy(flow: Flow): Promise<BusyRead> {
  try {
    return { ok: true, intervals: await freshBusy(flow) }
  } catch (error) {
    return { ok: false, failure: vendorFailureOf(error, 'google') }
  }
}

/** The slot cannot be had: other times, when the calendar can be read. */
export async function refuse(flow: Flow, busy: BusyRead, inTheWay?: InTheWay): Promise<BookAnswer> {
  const isDayFull = inTheWay?.reason === 'day_full'
  const theirs = (inTheWay?.by ?? []).map((b): Busy => ({ ...b.slot, booking: isDayFull }))
  const blocked = [...theirs, ...(await guardedTime(flow)), ...(busy.ok ? busy.intervals : [])]
  const { available, reason, offers } = answerInstead(flow, blocked)
  // Free by now, but not ours a moment ago.
  const why = available ? 'busy' : reason
  return notBookedAnswer(flow, why, busy.ok ? offers : [])
}

/** Offers may leave out what is only claimed; when that cannot be read they are still true of the calendar. */
async function guardedTime(flow: Flow): Promise<Interval[]> {
  const { deps, client, work } = flow
  try {
    return await deps.claims.guarded(client.id, lookedAt(flow).slots, work)
  } catch (error) {
    deps.note({ guarded: vendorFailureOf(error, 'supabase').message })
    return []
  }
}
