import type { Interval } from '../interval.ts'
import { periodAt, zoneRules } from '../timezones.ts'
import { dayMs, openHours } from './open-hours.ts'
import type { Settings } from './types.ts'

/**
 * Open time within one calendar day and one offset of the client's zone. Epoch ms. Pieces that touch
 * are one open run: a meeting may cross midnight or a clock change inside it.
 */
export type Piece = Interval & {
  /** Days since 1970-01-01 of the date the wall clock shows. */
  day: number
  /** The instant that is this day's wall-clock 00:00 by this piece's offset. */
  midnight: number
}

/**
 * The open pieces inside `span`, ascending. An instant is open when the client's wall clock reads inside
 * the hours of its date: hours in a spring gap do not exist, hours in an autumn overlap are open twice.
 */
export function openPieces(settings: Settings, span: Interval): Piece[] {
  const { untils, offsets } = zoneRules(settings.zone)
  const hoursOn = openHours(settings)
  const pieces: Piece[] = []
  let from = span.start
  for (let i = periodAt(untils, from); from < span.end; i++) {
    const to = Math.min(untils[i] as number, span.end)
    const offset = offsets[i] as number
    const lastDay = Math.ceil((to + offset) / dayMs)
    for (let day = Math.floor((from + offset) / dayMs); day < lastDay; day++) {
      const midnight = day * dayMs - offset
      for (const hours of hoursOn(day)) {
        const start = Math.max(midnight + hours.start, from)
        const end = Math.min(midnight + hours.end, to)
        if (start < end) pieces.push({ start, end, day, midnight })
      }
    }
    from = to
  }
  return pieces
}

/** How far back the start of an open run is looked for. */
const farthestRunMs = 370 * dayMs

/** The start of the open run that holds `at`; undefined when it has been open for over a year. */
export function runStart(settings: Settings, at: number): number | undefined {
  let start = at
  for (let to = at; at - to < farthestRunMs; to -= 2 * dayMs) {
    const pieces = openPieces(settings, { start: to - 2 * dayMs, end: to })
    for (const piece of pieces.reverse()) {
      if (piece.end !== start) return start
      start = piece.start
    }
    if (start !== to - 2 * dayMs) return start
  }
  return undefined
}
