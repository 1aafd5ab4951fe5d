import { expect, it } from 'vitest'
import { drawWeek } from '../../../lib/availability/draw-week.ts'
import { findSlots } from '../../../lib/availability/find-slots.ts'
import { settingsOf } from '../../../lib/availability/settings.ts'
import type { Busy } from '../../../lib/availability/types.ts'

const minute = 60_000

function draw(options: {
  row: Record<string, unknown>
  now: number
  busy?: Busy[]
  offers?: number[]
  held?: number[]
}) {
  const settings = settingsOf(options.row)
  const { now, busy = [] } = options
  const range = { start: now - 86_400_000, end: now + 8 * 86_400_000 }
  const { slots } = findSlots({ settings, now, busy, request: null, meetingMinutes: 30, range })
  const meetings = (starts: number[] = []) =>
    starts.map((start) => ({ start, end: start + 30 * minute }))
  const week = { settings, now, busy, slots, from: now }
  return drawWeek({ ...week, offers: meetings(options.offers), held: meetings(options.held) })
}

it('a week shows what is closed, past, busy, held, free and offered', () => {
  const at = (text: string) => Date.parse(`2026-11-${text}-05:00`)
  const text = draw({
    row: {
      weekly_hours: {
        mon: [['09:00', '12:00']],
        tue: [['09:00', '12:00']],
        wed: [['10:30', '12:30']],
        sun: [['09:00', '09:30']],
      },
      breaks: [['11:00', '11:30']],
    },
    now: at('23T10:02'),
    busy: [
      { start: at('24T09:00'), end: at('24T09:10') },
      { startDate: '2026-11-29', endDate: '2026-11-30' },
    ],
    held: [at('24T10:00')],
    offers: [at('23T10:30'), at('25T11:45')],
  })
  expect(text).toBe(`       Mon 23 Tue 24 Wed 25 Thu 26 Fri 27 Sat 28 Sun 29
09:00  -----  █████                              █████
09:30  -----  ·····                              █████
10:00  ·····  ▒▒▒▒▒                              █████
10:30  10:30  ·····  ·····                       █████
11:00                                            █████
11:30  ·····  ·····  11:45                       █████
12:00                ·····                       █████

America/Toronto   ·· free   ██ busy   ▒▒ held   -- open, but no meeting can start   10:30 offered
`)
})

it('hours that a clock change swallows are blank, and the week after them stays in line', () => {
  const text = draw({
    row: { business_hours_start: '01:30', business_hours_end: '04:00' },
    now: Date.parse('2027-03-13T12:00:00-05:00'),
  })
  expect(text).toContain('       Sat 13 Sun 14 Mon 15 Tue 16 Wed 17 Thu 18 Fri 19\n')
  expect(text).toContain('01:30  -----  ·····  ·····  ·····  ·····  ·····  ·····\n')
  expect(text).toContain('02:00  -----         ·····  ·····  ·····  ·····  ·····\n')
  expect(text).toContain('03:30  -----  ·····  ·····  ·····  ·····  ·····  ·····\n')
})
