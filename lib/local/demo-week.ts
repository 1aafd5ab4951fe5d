import { instantsAtNaive, wallAt } from '../timezones.ts'

/** One event of the demo calendar. Epoch ms. */
export type DemoEvent = { id: string; summary: string; start: number; end: number }

const dayMs = 86_400_000
const minuteMs = 60_000

/** What a broker's days look like: [start, length] in minutes, Monday first; half past four stays free every day. */
const days: [string, number, number][][] = [
  [
    ['Team stand-up', 540, 30],
    ['Rate review', 660, 60],
    ['Call: Okafor refinance', 840, 30],
    ['Underwriting', 900, 60],
  ],
  [
    ['Call: Patel pre-approval', 600, 45],
    ['Lunch with Sam', 720, 60],
    ['Closing: 18 Birch St', 900, 90],
  ],
  [
    ['Team stand-up', 540, 30],
    ['Appraiser', 630, 60],
    ['Call: Nguyen renewal', 900, 30],
    ['Daycare pickup', 1050, 60],
  ],
  [
    ['Call: Rossi', 570, 30],
    ['Lender webinar', 780, 90],
    ['Call: Tremblay', 900, 45],
  ],
  [
    ['Team stand-up', 540, 30],
    ['File clean-up', 600, 120],
    ['Call: Gagnon', 840, 30],
    ['Early close', 1080, 120],
  ],
  [['Open house', 780, 120]],
  [
    ['Family', 540, 180],
    ['Week ahead', 1140, 30],
  ],
]

/** A believable busy fortnight in `zone` from the day that holds `now` on. */
export function demoWeek(zone: string, now: number): DemoEvent[] {
  const { year, month, day } = wallAt(zone, now)
  const today = Date.UTC(year, month - 1, day)
  const events: DemoEvent[] = []
  for (let ahead = 0; ahead < 14; ahead++) {
    const midnight = today + ahead * dayMs
    const weekday = (new Date(midnight).getUTCDay() + 6) % 7
    for (const [summary, minutes, length] of days[weekday] ?? []) {
      const start = instantsAtNaive(zone, midnight + minutes * minuteMs)[0]
      if (start === undefined) continue
      const id = `demo${(start / minuteMs).toString(32)}`
      events.push({ id, summary, start, end: start + length * minuteMs })
    }
  }
  return events
}
