import { blockedStarts } from './blocked-starts.ts'
import { dayAt, dayLimits } from './day-limits.ts'
import { minuteMs } from './open-hours.ts'
import { openPieces, runStart } from './open-pieces.ts'
import type { Settings, SlotQuery, SlotReason } from './types.ts'

/** Why a meeting that starts at `at` (epoch ms) cannot be had, the first reason that applies, or `free`. */
export function instantReason(query: SlotQuery, at: number): SlotReason {
  const { settings, now } = query
  const length = query.meetingMinutes * minuteMs
  if (at < now) return 'past'
  if (at < now + settings.minNoticeMinutes * minuteMs) return 'too_soon'
  const limits = dayLimits(query)
  const day = dayAt(settings.zone, at)
  if (limits.isTooFar(day)) return 'too_far'
  if (!isOpenThroughout(settings, at, length)) return 'closed'
  if (limits.isFull(day)) return 'day_full'
  if (isBlocked(query, at, length)) return 'busy'
  return isOnStep(settings, at) ? 'free' : 'off_grid'
}

function isOpenThroughout(settings: Settings, at: number, length: number): boolean {
  let reached = at
  for (const piece of openPieces(settings, { start: at, end: at + length })) {
    if (piece.start !== reached) return false
    reached = piece.end
  }
  return reached === at + length
}

function isBlocked({ settings, now, busy }: SlotQuery, at: number, length: number): boolean {
  const span = { start: at, end: at + 1 }
  const { from } = blockedStarts({ settings, now, busy, exclude: [], length }, span)
  // All of these end after `at`, because they reach into the span.
  return from.length > 0 && (from[0] as number) < at
}

function isOnStep(settings: Settings, at: number): boolean {
  const [piece] = openPieces(settings, { start: at, end: at + 1 })
  const run = settings.stepAnchor === 'open' ? runStart(settings, at) : undefined
  const origin = run ?? piece?.midnight ?? at
  return (at - origin) % (settings.stepMinutes * minuteMs) === 0
}
