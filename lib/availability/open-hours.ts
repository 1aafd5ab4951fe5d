import type { Interval } from '../interval.ts'
import type { DayWindows, Settings } from './types.ts'

/** Milliseconds of a minute and of a day of the wall clock. */
export const minuteMs = 60_000
export const dayMs = 86_400_000

type OpenHours = { week: readonly Interval[][]; special: ReadonlyMap<number, Interval[]> }

const known = new WeakMap<Settings, OpenHours>()

/** The day number (days since 1970-01-01) of a date such as `2026-12-25`. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs
}

/**
 * What is open on one calendar day by the wall clock, as ms after its midnight, ascending and apart:
 * its own windows, the tail of the day before, breaks cut out. Worked out once per settings object.
 */
export function openHours(settings: Settings): (day: number) => readonly Interval[] {
  let hours = known.get(settings)
  if (!hours) {
    hours = workOut(settings)
    known.set(settings, hours)
  }
  const { week, special } = hours
  const plain = (day: number) => week[weekday(day)] as Interval[]
  return special.size === 0 ? plain : (day) => special.get(day) ?? plain(day)
}

/** Monday is 0; 1970-01-01 was a Thursday. */
function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

function workOut(settings: Settings): OpenHours {
  const own = new Map<number, DayWindows>()
  for (const [date, windows] of settings.dateHours) own.set(dayNumber(date), windows)
  for (const date of settings.closedDates) own.set(dayNumber(date), [])
  const windowsOn = (day: number) => own.get(day) ?? settings.week[weekday(day)] ?? []
  const special = new Map<number, Interval[]>()
  for (const day of own.keys()) {
    for (const touched of [day, day + 1]) {
      special.set(touched, openOn(windowsOn(touched - 1), windowsOn(touched), settings.breaks))
    }
  }
  const week = settings.week.map((windows, i) =>
    openOn(settings.week[(i + 6) % 7] as DayWindows, windows, settings.breaks),
  )
  return { week, special }
}

function openOn(before: DayWindows, windows: DayWindows, breaks: DayWindows): Interval[] {
  const open = merge([...shifted(windows, 0), ...shifted(before, -dayMs)])
  const cuts = merge([...shifted(breaks, 0), ...shifted(breaks, -dayMs)])
  return open.flatMap((window) => without(window, cuts))
}

/** Windows as ms, moved by `by` and cut to one day; an end at or before its start is on the next day. */
function shifted(windows: DayWindows, by: number): Interval[] {
  return windows
    .map(({ start, end }) => ({
      start: Math.max(0, start * minuteMs + by),
      end: Math.min(dayMs, end * minuteMs + (end <= start ? dayMs : 0) + by),
    }))
    .filter(({ start, end }) => start < end)
}

/** Ascending and apart: overlapping and touching intervals become one. */
function merge(intervals: Interval[]): Interval[] {
  const merged: Interval[] = []
  for (const interval of intervals.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && interval.start <= last.end) last.end = Math.max(last.end, interval.end)
    else merged.push({ ...interval })
  }
  return merged
}

function without(window: Interval, cuts: Interval[]): Interval[] {
  const left: Interval[] = []
  let start = window.start
  for (const cut of cuts) {
    if (cut.end <= start || cut.start >= window.end) continue
    if (cut.start > start) left.push({ start, end: cut.start })
    start = cut.end
  }
  if (start < window.end) left.push({ start, end: window.end })
  return left
}
