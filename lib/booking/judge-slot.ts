import { answerRequest, type RequestAnswer } from '../availability/answer-request.ts'
import { instantReason } from '../availability/instant-reason.ts'
import { searchRange } from '../availability/search-range.ts'
import type { Busy, Settings } from '../availability/types.ts'
import { VendorFailure } from '../failure.ts'
import { minutesOf, type Interval } from '../interval.ts'
import type { TimeRequest } from '../time-request/types.ts'
import { startOfDay, wallAt } from '../timezones.ts'
import type { ClaimRules } from './ports.ts'
import type { Flow } from './request.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** What blocks the client's time, as Google has it now. Throws VendorFailure: a calendar that cannot say is not free. */
export async function freshBusy(flow: Flow): Promise<Interval[]> {
  const { client, calendars, deps, work: deadline } = flow
  const call = { clientId: client.id, deadline }
  const byCalendar = await deps.calendar.busy([...calendars], lookedAt(flow).busy, call)
  return calendars.flatMap((id) => {
    const busy = byCalendar.get(id)
    if (!busy) throw new VendorFailure('google', 'refused', { code: 'calendar_unreadable' })
    return busy
  })
}

/** True when the asked slot can be had with this busy time, as far as the client's settings go. */
export function canBeHad(flow: Flow, busy: readonly Busy[]): boolean {
  const { client, slot, deps } = flow
  const query = {
    settings: client.settings,
    now: deps.clock.now(),
    busy,
    request: null,
    meetingMinutes: minutesOf(slot),
    range: lookedAt(flow).slots,
  }
  return instantReason(query, slot.start) === 'free'
}

/** Why the asked slot cannot be had with this busy time, and the few times that can. */
export function answerInstead(flow: Flow, busy: readonly Busy[]): RequestAnswer {
  const { client, slot, wish, deps } = flow
  return answerRequest({
    request: exactly(slot.start, wish.zone),
    settings: client.settings,
    now: deps.clock.now(),
    busy,
    range: lookedAt(flow).slots,
    meetingMinutes: minutesOf(slot),
    zone: wish.zone,
    refused: [],
    held: [],
  })
}

/** Busy time without the part that is the booking's own. */
export function withoutOwn(busy: readonly Interval[], own: readonly Interval[]): Interval[] {
  return own.reduce<Interval[]>(
    (left, cut) =>
      left.flatMap((span) =>
        span.end <= cut.start || cut.end <= span.start
          ? [span]
          : [
              { start: span.start, end: cut.start },
              { start: cut.end, end: span.end },
            ].filter((piece) => piece.start < piece.end),
      ),
    [...busy],
  )
}

/** What the client's settings ask of a claim. */
export function claimRules(settings: Settings, slot: Interval): ClaimRules {
  const { bufferBeforeMinutes, bufferAfterMinutes, dailyCap } = settings
  const buffers = {
    bufferBeforeMs: bufferBeforeMinutes * minuteMs,
    bufferAfterMs: bufferAfterMinutes * minuteMs,
  }
  if (dailyCap === undefined) return buffers
  return { ...buffers, cap: { max: dailyCap, day: localDay(settings.zone, slot.start) } }
}

function localDay(zone: string, at: number): Interval {
  const today = wallAt(zone, at)
  const start = startOfDay(zone, today.year, today.month, today.day)
  // Noon of the next date, whatever the clocks do that night.
  const next = wallAt(zone, start + 1.5 * dayMs)
  return { start, end: startOfDay(zone, next.year, next.month, next.day) }
}

/** Where the asked time and other times are looked for, and for which span busy time is read. */
export function lookedAt({ client, slot, wish, deps }: Flow): { slots: Interval; busy: Interval } {
  const now = deps.clock.now()
  return searchRange(exactly(slot.start, wish.zone), { settings: client.settings, now })
}

function exactly(start: number, zone: string): TimeRequest {
  const heard = { zone, zoneNamed: false, approximate: false, readBack: false, words: [] }
  return { ...heard, outcome: 'ok', spans: [{ start }] }
}
