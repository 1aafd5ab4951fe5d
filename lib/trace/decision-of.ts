import type { RequestAnswer } from '../availability/answer-request.ts'
import type { Busy } from '../availability/types.ts'
import type { Decision } from './trace.ts'

/** What an answer rests on: the first busy interval in the way of the instant asked for, and the offers. */
export function decisionOf(
  { at, meetingMinutes, offers }: RequestAnswer,
  busy: readonly Busy[],
): Partial<Decision> {
  const seen = { busyCount: busy.length, offered: offers.map(({ start }) => start) }
  if (at === undefined) return seen
  const end = at + meetingMinutes * 60_000
  // All-day spans have no instants; Google's freeBusy gives none.
  const timed = busy.filter((one) => one.startDate === undefined)
  const inTheWay = timed.find((one) => one.start < end && one.end > at)
  if (!inTheWay) return { ...seen, askedAt: at }
  return { ...seen, askedAt: at, blockedBy: { start: inTheWay.start, end: inTheWay.end } }
}
