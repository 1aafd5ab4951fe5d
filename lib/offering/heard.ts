import { longestHorizonDays } from '../availability/day-limits.ts'
import { dayMs, minuteMs } from '../availability/open-hours.ts'
import type { Settings } from '../availability/types.ts'
import type { Deadline } from '../deadline.ts'
import { read } from '../time-request/read.ts'
import type { CallHours, ReadContext, TimeRequest } from '../time-request/types.ts'

/** A reader of what our own cannot read; undefined when it cannot either, or not in time. */
export type ReadElsewhere = (
  words: string,
  context: ReadContext,
  deadline: Deadline,
) => Promise<TimeRequest | undefined>

/** The time request behind a customer's words; no words at all mean any time will do. */
export async function heard(
  words: string | undefined,
  context: ReadContext,
  elsewhere: { read: ReadElsewhere | undefined; deadline: Deadline },
): Promise<TimeRequest> {
  if (words === undefined) return anyTime(context)
  const request = read(words, context)
  if (request.outcome !== 'none' || !elsewhere.read) return onMinutes(request)
  return onMinutes((await elsewhere.read(words, context, elsewhere.deadline)) ?? request)
}

/** The one instant a request means; undefined for anything else, and beyond what any calendar is booked for. */
export function oneInstant(request: TimeRequest, now: number): number | undefined {
  const [span, ...more] = request.outcome === 'ok' ? request.spans : []
  if (!span || span.end !== undefined || more.length > 0) return undefined
  return span.start < now + longestHorizonDays * dayMs ? span.start : undefined
}

/** Earliest opening and latest closing over a client's week, in minutes after midnight; all day when never open. */
export function callHours({ week }: Settings): CallHours {
  const windows = week.flat()
  if (windows.length === 0) return { open: 0, close: 1440 }
  const open = Math.min(...windows.map(({ start }) => start))
  const close = Math.max(...windows.map(({ start, end }) => (end <= start ? 1440 : end)))
  return { open, close }
}

/** Calls start on whole minutes; a model that computes a date may give seconds. */
function onMinutes(request: TimeRequest): TimeRequest {
  if (request.outcome !== 'ok') return request
  const spans = request.spans.map((span) => ({
    ...span,
    start: span.start - (span.start % minuteMs),
  }))
  return { ...request, spans }
}

function anyTime({ zone }: ReadContext): TimeRequest {
  const heard = { zone, zoneNamed: false, approximate: false, readBack: false, words: [] }
  return { ...heard, outcome: 'clarify', doubt: 'open', candidates: [] }
}
