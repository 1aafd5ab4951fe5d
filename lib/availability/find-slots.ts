import type { Interval } from '../interval.ts'
import { instantsAt, naiveMs, offsetAt } from '../timezones.ts'
import { blockedStarts } from './blocked-starts.ts'
import { dayLimits } from './day-limits.ts'
import { instantReason } from './instant-reason.ts'
import { minuteMs } from './open-hours.ts'
import { sweepSlots } from './sweep-slots.ts'
import type { SlotAnswer, SlotQuery, SlotRequest } from './types.ts'

/**
 * Every start at which the client can be met, and why an asked instant is or is not one of them.
 * For a window the slots are those inside it; for an instant they are all of the range. Pure.
 * Throws RangeError on an unknown zone.
 */
export function findSlots(query: SlotQuery): SlotAnswer {
  const { request } = query
  if (request?.type === 'instant') return answerInstant(query, [request.at])
  if (request?.type === 'local') return answerInstant(query, instantsAt(request.zone, request.wall))
  const slots = request?.type === 'localWindow' ? inLocalWindow(query, request) : freeStarts(query)
  const available = slots.length > 0
  return { available, reason: available ? 'free' : 'none', ambiguous: [], slots }
}

/** `instants` are those the asked wall time names: none in a spring gap, two in an autumn overlap. */
function answerInstant(query: SlotQuery, instants: number[]): SlotAnswer {
  const slots = freeStarts(query)
  const [at] = instants
  if (at === undefined) return { available: false, reason: 'nonexistent', ambiguous: [], slots }
  const reason = instantReason(query, at)
  const ambiguous = instants.length > 1 ? instants : []
  return { available: reason === 'free', reason, at, ambiguous, slots }
}

function freeStarts(query: SlotQuery): number[] {
  const { settings, now, busy, range, request } = query
  const window = request?.type === 'window' ? request : undefined
  const length = query.meetingMinutes * minuteMs
  const earliest = now + settings.minNoticeMinutes * minuteMs
  const span: Interval = {
    start: Math.max(range.start, earliest, window?.from ?? -Infinity),
    end: Math.min(range.end, window?.to ?? Infinity),
  }
  if (span.end - span.start < length) return []
  const exclude = window?.exclude ?? []
  const blocked = blockedStarts({ settings, now, busy, exclude, length }, span)
  return sweepSlots(settings, span, { length, blocked, limits: dayLimits(query) })
}

/** The customer's wall clock must read within the window at the meeting's start and at its end. */
function inLocalWindow(
  query: SlotQuery,
  { from, to, zone }: Extract<SlotRequest, { type: 'localWindow' }>,
): number[] {
  const length = query.meetingMinutes * minuteMs
  const wall = (at: number) => at + offsetAt(zone, at)
  const [first, last] = [naiveMs(from), naiveMs(to)]
  return freeStarts(query).filter((start) => wall(start) >= first && wall(start + length) <= last)
}
