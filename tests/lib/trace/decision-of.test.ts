import { expect, test } from 'vitest'
import { decisionOf } from '../../../lib/trace/decision-of.ts'

const minute = 60_000
const busy = [
  { start: 0, end: 60 * minute },
  { start: 60 * minute, end: 90 * minute },
]
const answer = { available: false, reason: 'busy', meetingMinutes: 30, offers: [] } as const
const at = (minutes: number) => ({ ...answer, offers: [...answer.offers], at: minutes * minute })

test.each([
  ['inside one', 10, 0],
  ['over the border of two: the first', 45, 0],
  ['from the end of one on', 60, 60],
  ['ending where one begins', -30, undefined],
  ['after all', 90, undefined],
])('an instant %s', (_where, minutes, start) => {
  const { blockedBy, askedAt, busyCount } = decisionOf(at(minutes), busy)
  expect([blockedBy?.start, askedAt, busyCount]).toEqual([
    start === undefined ? undefined : start * minute,
    minutes * minute,
    2,
  ])
})

test('a window has nothing in its way, and its offers in the order they are said', () => {
  const offers = [90, 120].map((m) => ({ start: m * minute, end: (m + 30) * minute }))
  const window = { ...answer, available: true, reason: 'free' as const, offers }
  expect(decisionOf(window, busy)).toEqual({ busyCount: 2, offered: [90 * minute, 120 * minute] })
})
