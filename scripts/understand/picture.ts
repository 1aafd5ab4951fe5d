import { speakDay } from '../../lib/time-request/speak.ts'
import type { TimeRequest, TimeSpan } from '../../lib/time-request/types.ts'
import { startOfDay, wallAt } from '../../lib/timezones.ts'

const hourMs = 3_600_000

/** A line a day, a cell per half hour from 6 to 22: `█` inside, `|` an instant. At most ten days. */
export function picture(request: TimeRequest, now: number): string {
  const spans =
    request.outcome === 'ok'
      ? request.spans
      : request.outcome === 'clarify'
        ? request.candidates
        : []
  const { zone } = request
  const days = new Map<number, TimeSpan[]>()
  for (const span of spans) {
    for (let at = span.start; days.size < 10;) {
      const day = dayOf(zone, at)
      days.set(day, [...(days.get(day) ?? []), span])
      at = dayOf(zone, day + 30 * hourMs)
      if (span.end === undefined || at >= span.end) break
    }
  }
  const lines = [...days].map(([day, inside]) => {
    const cells = Array.from({ length: 32 }, (_, i) =>
      cell(day + (6 + i / 2) * hourMs, inside),
    ).join('')
    return `${speakDay(day, { now, zone }).padEnd(26)} ${cells}`
  })
  return lines.length > 0
    ? `${' '.repeat(27)}6     9     12      16      20\n${lines.join('\n')}`
    : ''
}

function cell(at: number, spans: readonly TimeSpan[]): string {
  const until = at + hourMs / 2
  if (spans.some(({ start, end }) => end === undefined && start >= at && start < until)) return '|'
  return spans.some(({ start, end }) => end !== undefined && start < until && end > at) ? '█' : '·'
}

function dayOf(zone: string, at: number): number {
  const { year, month, day } = wallAt(zone, at)
  return startOfDay(zone, year, month, day)
}
