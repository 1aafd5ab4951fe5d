// A random week of scheduling, near clock changes half the time, with edges that touch on purpose.
import { Temporal } from '@js-temporal/polyfill'
import type {
  Busy,
  DayWindows,
  Settings,
  SlotQuery,
  SlotRequest,
} from '../../../lib/availability/types.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const zones = [
  'America/Toronto',
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'America/Santiago',
  'America/St_Johns',
  'America/Havana',
  'Pacific/Chatham',
  'Asia/Kathmandu',
] as const

type Dice = {
  int(least: number, most: number): number
  chance(odds: number): boolean
  one<T>(choices: readonly T[]): T
}

/** Mulberry32: the same seed gives the same week. */
function dice(seed: number): Dice {
  let state = (seed * 0x9e3779b9) | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    int,
    chance: (odds) => next() < odds,
    one: (choices) => choices[int(0, choices.length - 1)] as (typeof choices)[number],
  }
}

/** The query of one random week. */
export function randomWeek(seed: number): SlotQuery {
  const roll = dice(seed)
  const zone = roll.one(zones)
  const start = weekStart(roll, zone)
  const range = { start: start + roll.int(0, 24) * hour, end: start + roll.int(2, 7) * day }
  const now =
    range.start + roll.int(-2 * 24 * 60, 2 * 24 * 60) * minute + roll.one([0, 0, 0, 1, 30_000])
  const stepMinutes = roll.one([5, 10, 15, 15, 20, 30, 45, 50, 60])
  const meetingMinutes = roll.one([15, 20, 30, 30, 45, 60, 90])
  const settings = randomSettings(roll, { zone, start, stepMinutes, meetingMinutes })
  const busy = Array.from({ length: roll.int(0, 14) }, () => randomBusy(roll, range.start, now))
  const request = randomRequest(roll, zone, { from: range.start, now })
  return { settings, now, busy, request, meetingMinutes, range }
}

function weekStart(roll: Dice, zone: string): number {
  if (zone === 'Pacific/Apia' && roll.chance(0.5)) return Date.UTC(2011, 11, 27)
  const at = Date.UTC(roll.int(2020, 2025), roll.int(0, 11), roll.int(1, 28))
  const change = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next')
  if (!change || roll.chance(0.4) || change.year > 2025) return at
  return Math.floor(change.epochMilliseconds / day) * day - roll.int(0, 3) * day
}

function randomSettings(
  roll: Dice,
  fixed: { zone: string; start: number; stepMinutes: number; meetingMinutes: number },
): Settings {
  const date = () => new Date(fixed.start + roll.int(-1, 7) * day).toISOString().slice(0, 10)
  const daily = roll.chance(0.3) ? randomWindows(roll) : undefined
  const hours = () => (roll.chance(0.15) ? [] : (daily ?? randomWindows(roll)))
  const dates = (most: number) => Array.from({ length: roll.int(0, most) }, date)
  return {
    zone: fixed.zone,
    week: [hours(), hours(), hours(), hours(), hours(), hours(), []],
    breaks: roll.chance(0.4)
      ? [
          roll.one([
            { start: 720, end: 780 },
            { start: 90, end: 150 },
            { start: 1410, end: 30 },
          ]),
        ]
      : [],
    closedDates: new Set(roll.chance(0.3) ? dates(2) : []),
    dateHours: new Map(roll.chance(0.3) ? dates(2).map((d) => [d, randomWindows(roll)]) : []),
    minNoticeMinutes: roll.one([0, 0, 0, 60, 90, 1440]),
    ...(roll.chance(0.3) && { horizonDays: roll.int(0, 6) }),
    bufferBeforeMinutes: roll.one([0, 0, 5, 15, 30]),
    bufferAfterMinutes: roll.one([0, 0, 5, 20]),
    ...(roll.chance(0.3) && { dailyCap: roll.int(1, 3) }),
    stepMinutes: fixed.stepMinutes,
    stepAnchor: roll.chance(0.3) ? 'open' : 'clock',
    meetingMinutes: [fixed.meetingMinutes],
  }
}

function randomWindows(roll: Dice): DayWindows {
  return Array.from({ length: roll.one([1, 1, 2, 3]) }, () => {
    const start = roll.one([0, 5, 60, 90, 120, 540, 550, 720, 1320, 1380, roll.int(0, 95) * 15])
    const end = roll.one([
      1440,
      0,
      start + 60,
      start + 45,
      start + 480,
      1020,
      150,
      roll.int(0, 95) * 15,
    ])
    return { start, end: end > 1440 ? end - 1440 : end }
  })
}

function randomBusy(roll: Dice, from: number, now: number): Busy {
  const booking = roll.chance(0.3)
  if (roll.chance(0.1)) {
    const first = from + roll.int(-1, 6) * day
    const date = (at: number) => new Date(at).toISOString().slice(0, 10)
    return { startDate: date(first), endDate: date(first + roll.int(0, 2) * day), booking }
  }
  const start =
    from + roll.int(-24 * 4, 7 * 24 * 4) * 15 * minute + roll.one([0, 0, 0, 60_000, 1000, 1])
  const length =
    roll.one([0, -30, 1, 15, 30, 45, 60, 60, 180, 600]) * minute + roll.one([0, 0, 1000])
  const hold = roll.chance(0.2) && { holdUntil: now + roll.int(-1, 1) * minute }
  return { start, end: start + length, booking, ...hold }
}

function randomRequest(
  roll: Dice,
  clientZone: string,
  week: { from: number; now: number },
): SlotRequest {
  const zone = roll.chance(0.6) ? clientZone : roll.one(zones)
  const at = askedAt(roll, zone, week)
  const kind = roll.one([0, 0, 0, 1, 1, 2, 2, 3, 4])
  if (kind === 0) return { type: 'instant', at }
  if (kind === 1) return { type: 'local', wall: wallNear(roll, at, zone), zone }
  if (kind === 2) {
    const exclude = Array.from({ length: roll.int(0, 2) }, () => {
      const start = at + roll.int(0, 90) * 15 * minute
      return { start, end: start + roll.int(0, 24) * 15 * minute }
    })
    return { type: 'window', from: at, to: at + roll.int(-1, 160) * 15 * minute, exclude }
  }
  if (kind === 3) {
    const to = wallNear(roll, at + roll.int(0, 30) * hour, zone)
    return { type: 'localWindow', from: wallNear(roll, at, zone), to, zone }
  }
  return null
}

/** Any time of the week; often this very moment, or around a clock change in `zone`. */
function askedAt(roll: Dice, zone: string, { from, now }: { from: number; now: number }): number {
  if (roll.chance(0.1)) return now + roll.one([0, 0, 1, -1, 60]) * minute
  const odd = roll.one([0, 0, 0, 60_000, 30_000, 600_000])
  const change = Temporal.Instant.fromEpochMilliseconds(from)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next')?.epochMilliseconds
  const isSoon = change !== undefined && change < from + 7 * day
  if (isSoon && roll.chance(0.3)) return change + roll.int(-8, 8) * 15 * minute
  return from + roll.int(0, 6 * 24 * 4) * 15 * minute + odd
}

/** What the clock reads at `at`, to the quarter of an hour, moved a little: so that gaps are asked for too. */
function wallNear(roll: Dice, at: number, zone: string) {
  const quarter = Math.floor(at / (15 * minute)) * 15 * minute
  const read = Temporal.Instant.fromEpochMilliseconds(quarter)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .add({ minutes: roll.int(-4, 4) * 15 })
  const { year, month, hour, second } = read
  return { year, month, day: read.day, hour, minute: read.minute, second }
}
