import { instantsAt, offsetAt, wallAt } from '../timezones.ts'
import { dayOf, daysBetween, weekdayNames, monthNames } from './speak/day-names.ts'
import { speakZone } from './speak/zone-names.ts'
import type { TimeSpan } from './types.ts'

/** What decides how a time is said. */
export type SpeakContext = {
  /** Epoch ms: decides "today" and "tomorrow". */
  now: number
  /** IANA zone the listener lives in: all times are said in it. */
  zone: string
  /** The other side's IANA zone: the zone is named when the two clocks differ at that instant. */
  otherZone?: string
  /** Names the zone even when both sides share the clock: the zone was guessed. */
  nameZone?: boolean
  /** A time just said: its day is not said again. */
  after?: number
  /** Weekdays are said with their date, for telling days apart. */
  dated?: boolean
}

const dayMs = 86_400_000

/** An instant as a person says it: "tomorrow at 3:30 PM", "Tuesday the 24th at noon", "the first 1:30 AM". */
export function speakTime(at: number, context: SpeakContext): string {
  return `${speakDay(at, context)} at ${speakClock(at, context)}${zoneSuffix(at, context)}`
}

/** The day alone: "today", "tomorrow", "Tuesday", "Tuesday the 24th", "Tuesday, January 5th". */
export function speakDay(at: number, { now, zone, dated }: SpeakContext): string {
  const then = wallAt(zone, at)
  const today = wallAt(zone, now)
  const days = daysBetween(today, then)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  const weekday = weekdayNames[dayOf(then)] as string
  if (days > 1 && days < 7 && !dated) return weekday
  const date = ordinal(then.day)
  const sameMonth = then.month === today.month && then.year === today.year
  if (days > 0 && (sameMonth || days < 14)) return `${weekday} the ${date}`
  const month = monthNames[then.month - 1] as string
  const year = days >= 0 && days < 330 ? '' : `, ${then.year}`
  return `${weekday}, ${month} ${date}${year}`
}

/** The clock alone: "3:30 PM", "noon", "the first 1:30 AM" on a repeated hour. */
export function speakClock(at: number, { zone }: Pick<SpeakContext, 'zone'>): string {
  const wall = wallAt(zone, at)
  const same = instantsAt(zone, { ...wall, second: 0 })
  const which = same.length < 2 ? '' : at < (same[1] as number) ? 'the first ' : 'the second '
  if (wall.minute === 0 && wall.hour === 12) return `${which}noon`
  if (wall.minute === 0 && wall.hour === 0) return `${which}midnight`
  const minutes = wall.minute === 0 ? '' : `:${String(wall.minute).padStart(2, '0')}`
  return `${which}${wall.hour % 12 || 12}${minutes} ${wall.hour < 12 ? 'AM' : 'PM'}`
}

/** A list as it is said: days named once, joined naturally: "tomorrow at 3:30 PM or 4 PM, or Wednesday at 10 AM". */
export function speakTimes(times: readonly number[], context: SpeakContext): string {
  const { after } = context
  const said = after === undefined ? undefined : speakDay(after, context)
  const groups: { day: string; clocks: string[] }[] = []
  for (const at of times) {
    const day = speakDay(at, context)
    const last = groups.at(-1)
    const clock = speakClock(at, context)
    if (last?.day === day) last.clocks.push(clock)
    else groups.push({ day, clocks: [clock] })
  }
  const phrases = groups.map(({ day, clocks }, i) =>
    i === 0 && day === said ? joinOr(clocks) : `${day} at ${joinOr(clocks)}`,
  )
  const zone = times[0] === undefined ? '' : zoneSuffix(times[0], context)
  return joinOr(phrases, groups.length > 1 || groups.some(({ clocks }) => clocks.length > 1)) + zone
}

/** An instant or a window: "Thursday between 2 PM and 5 PM", "all day Friday", "Monday to Wednesday". */
export function speakSpan(span: TimeSpan, context: SpeakContext): string {
  const { start, end } = span
  if (end === undefined) return speakTime(start, context)
  const { zone } = context
  const from = wallAt(zone, start)
  const until = wallAt(zone, end)
  const wholeDays = isMidnight(from) && isMidnight(until)
  const lastDay = wholeDays ? wallAt(zone, end - dayMs / 4) : until
  const days = daysBetween(from, lastDay)
  if (wholeDays && days === 0) return speakDay(start, context)
  if (days > 0) {
    const last = wholeDays ? end - dayMs / 4 : end
    return `${speakDay(start, context)} to ${speakDay(last, context)}`
  }
  const clocks = `between ${speakClock(start, context)} and ${speakClock(end, context)}`
  return `${speakDay(start, context)} ${clocks}${zoneSuffix(start, context)}`
}

/** "1st", "22nd", "13th". */
export function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}

/** "a", "a or b", "a, b or c"; with `loose` a comma stands before the last "or". */
export function joinOr(items: readonly string[], loose = false): string {
  if (items.length < 2) return items.join('')
  const last = items.at(-1) as string
  return `${items.slice(0, -1).join(', ')}${loose || items.length > 2 ? ',' : ''} or ${last}`
}

function zoneSuffix(at: number, { zone, otherZone, nameZone }: SpeakContext): string {
  const differs = otherZone !== undefined && offsetAt(zone, at) !== offsetAt(otherZone, at)
  return differs || nameZone ? ` ${speakZone(zone)}` : ''
}

function isMidnight(wall: { hour: number; minute: number }): boolean {
  return wall.hour === 0 && wall.minute === 0
}
