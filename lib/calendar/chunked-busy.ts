import type { Interval } from '../interval.ts'
import type { BusyByCalendar } from './calendar.ts'

/** Google's limit on calendars, and a span it is known to accept (the exact limit is undocumented). */
const mostCalendars = 50
const longestMs = 60 * 86_400_000

/** Asks for any number of calendars and any span, in pieces Google accepts, all at once; joins the answers. */
export async function chunkedBusy(
  calendarIds: string[],
  range: Interval,
  ask: (calendarIds: string[], range: Interval) => Promise<BusyByCalendar>,
): Promise<BusyByCalendar> {
  const ids = [...new Set(calendarIds)]
  const asked: Promise<BusyByCalendar>[] = []
  for (let start = range.start; start < range.end; start += longestMs) {
    const piece = { start, end: Math.min(start + longestMs, range.end) }
    for (let i = 0; i < ids.length; i += mostCalendars) {
      asked.push(ask(ids.slice(i, i + mostCalendars), piece))
    }
  }
  const answers = (await Promise.all(asked)).flatMap((answer) => [...answer])
  return new Map(ids.map((id) => [id, joined(answers.filter((a) => a[0] === id).map((a) => a[1]))]))
}

/** One calendar's busy time over all pieces; unknown when any piece is. */
function joined(pieces: (Interval[] | undefined)[]): Interval[] | undefined {
  if (pieces.includes(undefined)) return undefined
  const all: Interval[] = []
  for (const next of pieces.flatMap((p) => p ?? []).sort((a, b) => a.start - b.start)) {
    const last = all.at(-1)
    if (last && next.start <= last.end) last.end = Math.max(last.end, next.end)
    else all.push({ ...next })
  }
  return all
}
