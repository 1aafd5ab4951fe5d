import type { Interval } from '../interval.ts'
import { instantsAtNaive } from '../timezones.ts'
import { intervalOf } from './blocked-starts.ts'
import { dayAt } from './day-limits.ts'
import { dayMs, minuteMs, openHours } from './open-hours.ts'
import { openPieces } from './open-pieces.ts'
import type { Busy, Offer, Settings } from './types.ts'

/** A client's week as it stands. Epoch ms. */
export type Week = {
  settings: Settings
  now: number
  busy: readonly Busy[]
  /** Times offered in calls a moment ago. */
  held: readonly Interval[]
  /** Free starts of the week. */
  slots: readonly number[]
  /** What would be offered. */
  offers: readonly Offer[]
  /** Any instant of the first of the seven days. */
  from: number
}

const rowMs = 30 * minuteMs
const width = 7
const legend = '·· free   ██ busy   ▒▒ held   -- open, but no meeting can start   10:30 offered'

/** The seven days in half hours of the client's clock, as text: open, busy, held, free, offered. */
export function drawWeek(week: Week): string {
  const { zone } = week.settings
  const first = dayAt(zone, week.from)
  const days = Array.from({ length: 7 }, (_, i) => first + i)
  const state = cellState(week)
  const { open, close } = shownHours(week.settings, days)
  const lines = [`${''.padEnd(7)}${days.map(dayName).join('')}`.trimEnd()]
  for (let time = open; time < close; time += rowMs) {
    const cells = days.map((day) => state(day * dayMs + time).padEnd(width))
    lines.push(`${clockText(time)}  ${cells.join('')}`.trimEnd())
  }
  return `${lines.join('\n')}\n\n${zone}   ${legend}\n`
}

/** What stands in the half hour at a wall-clock time. A repeated half hour shows the busier of the two. */
function cellState(week: Week): (naive: number) => string {
  const { zone } = week.settings
  const busy = week.busy
    .filter((item) => item.holdUntil === undefined || item.holdUntil > week.now)
    .map((item) => intervalOf(zone, item))
  return (naive) => {
    const spans = instantsAtNaive(zone, naive).map((start) => ({ start, end: start + rowMs }))
    const meets = (items: readonly Interval[]) =>
      items.some((item) => spans.some((s) => item.start < s.end && item.end > s.start))
    const offer = week.offers.find(({ start }) =>
      spans.some((span) => start >= span.start && start < span.end),
    )
    if (offer) return clockText(naive + (offer.start - (spans[0]?.start ?? 0)))
    if (meets(busy)) return '█████'
    if (!spans.some((span) => openPieces(week.settings, span).length > 0)) return ''
    if (meets(week.held)) return '▒▒▒▒▒'
    const isFree = spans.some((s) => week.slots.some((at) => at >= s.start && at < s.end))
    return isFree ? '·····' : '-----'
  }
}

/** The earliest opening and latest closing of the days shown, in ms of the day, on whole rows. */
function shownHours(settings: Settings, days: readonly number[]): { open: number; close: number } {
  const hours = days.flatMap((day) => openHours(settings)(day))
  if (hours.length === 0) return { open: 9 * 2 * rowMs, close: 17 * 2 * rowMs }
  return {
    open: Math.floor(Math.min(...hours.map(({ start }) => start)) / rowMs) * rowMs,
    close: Math.max(...hours.map(({ end }) => end)),
  }
}

function clockText(naive: number): string {
  return new Date(naive).toISOString().slice(11, 16)
}

function dayName(day: number): string {
  const date = new Date(day * dayMs)
  const name = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getUTCDay()] as string
  return `${name} ${date.getUTCDate()}`.padEnd(width)
}
