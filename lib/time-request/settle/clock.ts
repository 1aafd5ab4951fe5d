import { hoursOn, instantsOn } from '../base.ts'
import type { Base } from '../base.ts'
import type { Day } from '../calendar.ts'
import type { TimeExpr } from '../compose/request.ts'
import type { Half } from '../pieces/piece.ts'
import type { Result } from './result.ts'
import { ok } from './result.ts'

const minutesADay = 1440

/** True when the client's call hours hold this minute of the day, as seen from the zone meant. */
export function isOpen(base: Base, day: Day, minute: number): boolean {
  const { open, close } = hoursOn(base, day)
  return (((minute - open) % minutesADay) + minutesADay) % minutesADay < close - open
}

/** As `isOpen`, for the end of a window: closing time itself counts, opening does not. */
export function isOpenEnd(base: Base, day: Day, minute: number): boolean {
  return isOpen(base, day, minute - 1)
}

/** The options a half of the day leaves. Midnight belongs to the evening. */
export function inHalf(options: readonly number[], half: Half | undefined): readonly number[] {
  if (!half || options.length < 2) return options
  const kept = options.filter((minute) => (half === 'pm' ? minute >= 720 : minute < 720))
  return kept.length > 0 ? kept : options
}

/** The reading of a bare hour that lies in call hours; all of them when none or several do. */
export function readingsOf(base: Base, day: Day, expr: TimeExpr): readonly number[] {
  const options = inPart(expr)
  if (options.length < 2) return options
  const open = options.filter((minute) => isOpen(base, day, minute))
  return open.length === 1 ? open : options
}

/** "Twelve in the morning" of a working day is noon to nobody; the part's half decides, noon excepted. */
function inPart({ clock, part }: TimeExpr): readonly number[] {
  const options = clock?.options ?? []
  if (!part?.half || options.length < 2) return options
  if (part.half === 'pm' && part.start >= 1020 && options.includes(0)) return [1440]
  const inside = options.filter((minute) => minute >= part.start && minute < part.end)
  if (inside.length === 1) return inside
  return inHalf(options, part.half)
}

/** A clock reading on a day. */
export function clockOn(base: Base, day: Day, expr: TimeExpr): Result {
  const readings = readingsOf(base, day, expr)
  if (readings.length > 1) return twoReadings(base, day, readings)
  const instants = instantsOn(base, day, readings[0] as number)
  if (instants.length === 0) return { kind: 'impossible', why: 'spring_gap' }
  if (instants.length === 1) return atInstant(base, instants[0] as number)
  const ahead = instants.filter((at) => at >= base.now)
  if (ahead.length === 1) return ok({ start: ahead[0] as number })
  return {
    kind: 'clarify',
    doubt: 'repeated_hour',
    candidates: instants.map((start) => ({ start })),
  }
}

function twoReadings(base: Base, day: Day, readings: readonly number[]): Result {
  const starts = readings
    .flatMap((minute) => instantsOn(base, day, minute))
    .filter((start) => start > base.now)
  if (starts.length === 0) return { kind: 'past', spans: [] }
  return {
    kind: 'clarify',
    doubt: 'am_or_pm',
    candidates: starts.sort((a, b) => a - b).map((start) => ({ start })),
  }
}

function atInstant(base: Base, start: number): Result {
  return start < base.now ? { kind: 'past', spans: [{ start }] } : ok({ start })
}
