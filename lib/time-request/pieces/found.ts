import type { Day } from '../calendar.ts'
import type { DateSpec, Found } from './piece.ts'

/** A date found up to the token `next`. */
export function foundDate(spec: DateSpec, next: number): Found {
  return { piece: { k: 'date', spec }, next }
}

type Extra = { readBack?: boolean; monday?: Day; first?: Day }

/** A placed span of days `[from, to)`. */
export function placed(
  from: Day,
  to: Day,
  unit: 'day' | 'week' | 'month' | 'year' | 'span' = 'span',
  extra: Extra = {},
): DateSpec {
  return { type: 'days', spans: [{ from, to }], unit, ...extra }
}

/** One placed day. */
export function oneDay(day: Day, extra: Extra = {}): DateSpec {
  return placed(day, day + 1, 'day', extra)
}
