// npm run bench:slots: what slot finding costs, beside a straightforward Luxon loop and the bare integer
// sweep, all in one run on the same input. Every cell's three answers are checked to be equal first.
import { performance } from 'node:perf_hooks'
import { DateTime } from 'luxon'
import type { Interval } from '../lib/interval.ts'
import { answerRequest } from '../lib/availability/answer-request.ts'
import { findSlots } from '../lib/availability/find-slots.ts'
import { settingsOf } from '../lib/availability/settings.ts'
import type { Settings, SlotQuery } from '../lib/availability/types.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const meetingMinutes = 30
/** A zone without clock changes, because the bare sweep knows none; 2027-01-04 is a Monday. */
const zone = 'America/Regina'
const from = Date.parse('2027-01-04T00:00:00-06:00')
const settings = settingsOf({ timezone: zone })

/** The floor: nothing but the loop any solution must run. Daily 9–20, one fixed offset, busy sorted and apart. */
function bareSweep(days: number, busy: readonly Interval[]): number[] {
  const slots: number[] = []
  const length = meetingMinutes * minuteMs
  let next = 0
  for (let day = 0; day < days; day++) {
    const open = from + day * dayMs + 9 * 60 * minuteMs
    const last = open + 11 * 60 * minuteMs - length
    for (let start = open; start <= last; start += 15 * minuteMs) {
      while (next < busy.length && (busy[next] as Interval).end <= start) next++
      if (next === busy.length || (busy[next] as Interval).start >= start + length) {
        slots.push(start)
      }
    }
  }
  return slots
}

/** What one would write first with Luxon. Busy time is in plain milliseconds, which favours it. */
function luxonLoop(days: number, busy: readonly Interval[]): number[] {
  const slots: number[] = []
  let day = DateTime.fromMillis(from, { zone })
  const end = day.plus({ days })
  while (day < end) {
    const close = day.set({ hour: 20 })
    let start = day.set({ hour: 9 })
    while (start.plus({ minutes: meetingMinutes }) <= close) {
      const [a, b] = [start.toMillis(), start.plus({ minutes: meetingMinutes }).toMillis()]
      if (!busy.some((taken) => taken.start < b && taken.end > a)) slots.push(a)
      start = start.plus({ minutes: 15 })
    }
    day = day.plus({ days: 1 })
  }
  return slots
}

/** `count` busy intervals, sorted and apart, spread evenly over the open hours of `days` days. */
function busyTime(days: number, count: number): Interval[] {
  const open = 11 * 60
  return Array.from({ length: count }, (_, i) => {
    const minute = Math.floor((i * days * open) / count)
    const start = from + Math.floor(minute / open) * dayMs + (540 + (minute % open)) * minuteMs
    const room = Math.floor(((i + 1) * days * open) / count) - minute
    return { start, end: start + Math.min(25, Math.max(0.5, room * 0.6)) * minuteMs }
  })
}

function queryFor(days: number, busy: readonly Interval[], settings: Settings): SlotQuery {
  const range = { start: from, end: from + days * dayMs }
  return { settings, now: from, busy, request: null, meetingMinutes, range }
}

/** Median µs of each task; rounds interleave the tasks so that the machine's mood hits all alike. Slow ones run thrice. */
function medians(tasks: (() => unknown)[]): number[] {
  const repeats = tasks.map(repeatsFor)
  const samples: number[][] = tasks.map(() => [])
  for (let round = 0; round < 31; round++) {
    tasks.forEach((task, i) => {
      if (round < 3 || (repeats[i] ?? 1) > 1) samples[i]?.push(timed(task, repeats[i] ?? 1))
    })
  }
  return samples.map((times) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0)
}

function timed(task: () => unknown, repeats: number): number {
  const start = performance.now()
  for (let i = 0; i < repeats; i++) task()
  return ((performance.now() - start) * 1000) / repeats
}

/** Warms a task up and says how often to repeat it for a sample of about 2 ms; 1 when a run takes longer. */
function repeatsFor(task: () => unknown): number {
  const end = performance.now() + 60
  let runs = 0
  do {
    task()
    runs++
  } while (performance.now() < end)
  return Math.max(1, Math.round(runs / 30))
}

function row(days: number, count: number): string[] {
  const busy = busyTime(days, count)
  const query = queryFor(days, busy, settings)
  const expected = bareSweep(days, busy).join()
  if (findSlots(query).slots.join() !== expected || luxonLoop(days, busy).join() !== expected) {
    throw new Error(`The three disagree at ${days} days, ${count} busy`)
  }
  const shuffled = { ...query, busy: busy.toSorted((a, b) => (a.start % 7919) - (b.start % 7919)) }
  const tasks = [
    () => bareSweep(days, busy),
    () => findSlots(query),
    () => findSlots(shuffled),
    () => wholeAnswer(query),
    () => luxonLoop(days, busy),
  ]
  const [bare, ours, unsorted, whole, luxon] = medians(tasks) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const times = [bare, ours, unsorted, whole, luxon].map((time) => time.toFixed(1))
  const ratios = [ours / bare, whole / bare].map((ratio) => `${ratio.toFixed(2)}×`)
  return [`${days}`, `${count}`, ...times, ...ratios, `${(luxon / ours).toFixed(0)}×`]
}

/** A taken instant in the middle of the range, answered with three ranked offers. */
function wholeAnswer({ settings, now, busy, range }: SlotQuery) {
  const middle = range.start + Math.floor((range.end - range.start) / dayMs / 2) * dayMs
  const start = middle + 15 * 60 * minuteMs + 7 * minuteMs
  const heard = { zone, zoneNamed: false, approximate: false, readBack: false, words: [] }
  const request = { ...heard, outcome: 'ok' as const, spans: [{ start }] }
  const rest = { meetingMinutes, zone, refused: [], held: [] }
  return answerRequest({ request, settings, now, busy, range, ...rest })
}

function coldZones(): string {
  const zones = ['America/Toronto', 'Europe/London', 'Asia/Kolkata', 'Australia/Sydney']
  const times = zones.map((timezone) => {
    const settings = settingsOf({ timezone })
    return timed(() => findSlots(queryFor(14, [], settings)), 1)
  })
  return zones.map((name, i) => `${name} ${times[i]?.toFixed(0)}`).join(', ')
}

const header = ['days', 'busy', 'bare', 'slots', 'shuffled', 'answer', 'Luxon']
const table = [[...header, 'slots/bare', 'answer/bare', 'Luxon/slots']]
const cold = coldZones()
for (const days of [1, 14, 60, 365]) {
  for (const count of [0, 50, 500, 5000]) table.push(row(days, count))
}
const widths = table[0]?.map((_, i) => Math.max(...table.map((cells) => cells[i]?.length ?? 0)))
for (const cells of table) {
  console.log(cells.map((cell, i) => cell.padStart(widths?.[i] ?? 0)).join('  '))
}
const fresh = () => findSlots(queryFor(14, busyTime(14, 50), settingsOf({ timezone: zone })))
console.log(
  `\nTimes are medians in µs. "shuffled": busy time unsorted. "answer": a taken instant answered`,
)
console.log(
  'with three ranked offers. First use of a zone, 14 days (µs, once each, the first with the',
)
console.log(`code itself cold): ${cold}.`)
console.log(
  `A settings row read and used once, 14 days, 50 busy: ${medians([fresh])[0]?.toFixed(1)} µs.`,
)
