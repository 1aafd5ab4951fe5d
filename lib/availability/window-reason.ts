import type { Interval } from '../interval.ts'
import { dayAt, dayLimits } from './day-limits.ts'
import { minuteMs, openHours } from './open-hours.ts'
import { openPieces } from './open-pieces.ts'
import type { Settings, SlotQuery } from './types.ts'

/** Why nothing inside a window is free; `none` when it is taken or too short. */
export type WindowReason =
  | 'past'
  | 'too_soon'
  | 'too_far'
  | 'closed'
  | 'outside_hours'
  | 'day_full'
  | 'none'

/** Why a window without a free slot has none: the reason that holds for all of it, else `none`. */
export function windowReason(query: SlotQuery, window: Interval): WindowReason {
  const { settings, now } = query
  const earliest = now + settings.minNoticeMinutes * minuteMs
  if (window.end <= now) return 'past'
  if (window.end - query.meetingMinutes * minuteMs < earliest) return 'too_soon'
  const limits = dayLimits(query)
  if (limits.isTooFar(dayAt(settings.zone, window.start))) return 'too_far'
  const pieces = openPieces(settings, window)
  if (pieces.length === 0) return isClosedAllDay(settings, window) ? 'closed' : 'outside_hours'
  return pieces.every((piece) => limits.isFull(piece.day)) ? 'day_full' : 'none'
}

/** True when no day the span touches has any opening hours. */
export function isClosedAllDay(settings: Settings, { start, end }: Interval): boolean {
  const hoursOn = openHours(settings)
  const last = dayAt(settings.zone, end - 1)
  for (let day = dayAt(settings.zone, start); day <= last; day++) {
    if (hoursOn(day).length > 0) return false
  }
  return true
}
