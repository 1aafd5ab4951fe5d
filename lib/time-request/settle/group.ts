import { dayStart, edgeOn, inZone, instantsOn } from '../base.ts'
import type { Base } from '../base.ts'
import { mondayOf } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import type { Group, TimeExpr } from '../compose/request.ts'
import type { DateSpec, Days, MomentPiece } from '../pieces/piece.ts'
import { clockOn, readingsOf } from './clock.ts'
import { settleDate } from './dates.ts'
import type { SettledDate } from './dates.ts'
import { mergeDates } from './merge-dates.ts'
import { combine, ok } from './result.ts'
import type { Result } from './result.ts'
import { settleTimes } from './same-moment.ts'
import { edgeMinute, windowOn } from './window.ts'

/** The most days one request is spelled out for. */
const mostDays = 62

/** Every date of the group with every time of it. `readBack` tells that a convention was used. */
export function settleGroup(group: Group, base: Base): { result: Result; readBack: boolean } {
  if (group.dates.length === 0)
    return {
      result: combine(settleTimes(group.times, (time) => dateless(time, base))),
      readBack: false,
    }
  const same = group.times.some((time) => time.same)
  const every = group.times.length > 0 && group.times.every((time) => time.part?.every)
  const settled = group.dates.map((parts) =>
    settleParts(same ? sameTimeDays(parts, base) : every ? parts.map(asEvery) : parts, base),
  )
  const readBack = settled.some((date) => date.ok && date.readBack)
  const fromNow = group.dates.some((parts) =>
    parts.some((part) => part.type === 'days' && part.fromNow),
  )
  const results = settled.map((date) => onDate(date, group.times, base, fromNow))
  return { result: combine(results), readBack }
}

/** The parts of one date as one. */
export function settleParts(parts: readonly DateSpec[], base: Base): SettledDate {
  let [date] = parts as [DateSpec]
  for (const part of parts.slice(1)) {
    const merged = mergeDates(date, part, base) ?? part
    if ('ok' in merged) return merged
    date = merged
  }
  return settleDate(date, base)
}

function onDate(
  date: SettledDate,
  times: readonly TimeExpr[],
  base: Base,
  fromNow: boolean,
): Result {
  if (date.ok) return combine(date.spans.flatMap((span) => onSpan(span, times, base, fromNow)))
  if ('impossible' in date) return { kind: 'impossible', why: date.impossible }
  const [today, nextWeek] = date.candidates
  if (date.doubt === 'same_weekday' && today && nextWeek && times.length > 0) {
    const over = combine(onSpan(today, times, base, false)).kind === 'past'
    if (over) return combine(onSpan(nextWeek, times, base, false))
  }
  const results = date.candidates.flatMap((span) => onSpan(span, times, base, false))
  const candidates = results.flatMap((r) =>
    r.kind === 'ok' ? r.spans : r.kind === 'clarify' ? r.candidates : [],
  )
  return { kind: 'clarify', doubt: date.doubt, candidates }
}

function onSpan(span: Days, times: readonly TimeExpr[], base: Base, fromNow: boolean): Result[] {
  if (span.to <= base.today) {
    return [
      { kind: 'past', spans: [{ start: dayStart(base, span.from), end: dayStart(base, span.to) }] },
    ]
  }
  const from = Math.max(span.from, base.today)
  if (times.length === 0) {
    const start = fromNow && from === base.today ? base.now : dayStart(base, from)
    return [ok({ start, end: dayStart(base, span.to) })]
  }
  const days = Array.from({ length: Math.min(span.to - from, mostDays) }, (_, k) => from + k)
  const results = days.flatMap((day) => settleTimes(times, (time) => onDay(day, time, base)))
  return days.length > 1 ? [withoutPast(results)] : results
}

/** Over several days only what is still ahead counts. */
function withoutPast(results: readonly Result[]): Result {
  const ahead = results.filter((result) => result.kind !== 'past')
  return combine(ahead.length > 0 ? ahead : results)
}

/** One time of day on one day. */
export function onDay(day: Day, time: TimeExpr, from: Base): Result {
  const base = time.zone ? inZone(from, time.zone.zone) : from
  if (time.moment) return momentResult(time.moment, base)
  if (time.same)
    return clockOn(base, day, { clock: { k: 'clock', options: [base.minutes] }, bounds: [] })
  if (time.clock) return clockOn(base, day, time)
  const by = time.bounds.find((bound) => bound.side === 'by')
  if (by && !time.part && !time.window) {
    const minute = edgeMinute(base, day, by.point, 'end')
    if (minute === undefined) return { kind: 'clarify', doubt: 'am_or_pm', candidates: [] }
    const end = edgeOn(base, day, minute)
    return end <= base.now
      ? { kind: 'past', spans: [{ start: end }] }
      : ok({ start: base.now, end })
  }
  return windowOn(base, day, time)
}

function momentResult(moment: MomentPiece, base: Base): Result {
  if (moment.or !== undefined) return ok({ start: moment.start }, { start: moment.or })
  const over = moment.end === undefined ? moment.start < base.now : moment.end <= base.now
  const { start, end } = moment
  const span = end === undefined ? { start } : { start, end }
  return over ? { kind: 'past', spans: [span] } : ok(span)
}

/** A time without a date: an hour is today's, or asked about when over; anything wider holds for seven days. */
function dateless(time: TimeExpr, base: Base): Result {
  if (time.moment) return momentResult(time.moment, base)
  if (time.clock && !isEach(time)) return datelessClock(time, base)
  if (time.same) return { kind: 'clarify', doubt: 'open', candidates: [] }
  const fromNow = time.window?.start.k === 'now'
  if (fromNow || time.bounds.some((bound) => bound.side === 'by'))
    return onDay(base.today, time, base)
  const days = Array.from({ length: 7 }, (_, k) => base.today + k)
  return withoutPast(days.map((day) => onDay(day, time, base)))
}

/** "mornings at 10", not "5 mornings". */
function isEach({ clock, part }: TimeExpr): boolean {
  const inside = (minute: number) => part !== undefined && minute >= part.start && minute < part.end
  return part?.every === true && (clock?.options.some(inside) ?? false)
}

function datelessClock(time: TimeExpr, from: Base): Result {
  const base = time.zone ? inZone(from, time.zone.zone) : from
  const readings = readingsOf(base, base.today, time)
  const today = clockOn(base, base.today, time)
  if (today.kind !== 'past') return today
  const candidates = readings
    .flatMap((minute) => instantsOn(base, base.today + 1, minute))
    .map((start) => ({ start }))
  return { kind: 'clarify', doubt: 'past_clock', candidates }
}

/** "same time next week" is a week from now. */
function sameTimeDays(parts: readonly DateSpec[], base: Base): readonly DateSpec[] {
  const [only] = parts
  if (parts.length !== 1 || only?.type !== 'days' || only.monday === undefined) return parts
  const weeks = (only.monday - mondayOf(base.today)) / 7
  const day = base.today + 7 * weeks
  return [{ type: 'days', spans: [{ from: day, to: day + 1 }], unit: 'day' }]
}

/** "Wednesday mornings", said on a Wednesday, start today. */
function asEvery(part: DateSpec): DateSpec {
  return part.type === 'weekday' && part.how === 'plain' ? { ...part, how: 'every' } : part
}
