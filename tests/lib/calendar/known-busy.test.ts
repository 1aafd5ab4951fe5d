import { expect, test } from 'vitest'
import { knownBusy } from '../../../lib/calendar/known-busy.ts'
import type { Calendar } from '../../../lib/calendar/calendar.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { memoryCalendar } from '../../support/memory-calendar.ts'

const range = { start: 0, end: 86_400_000 }

/** A calendar whose questions are answered when told, one after another. */
function slowly() {
  const clock = turnedClock(0)
  const answers: (() => void)[] = []
  const calendar: Calendar = {
    ...memoryCalendar(clock),
    busy: () =>
      new Promise((resolve) => {
        answers.push(() => resolve(new Map([['primary', []]])))
      }),
  }
  const known = knownBusy({ calendar, clock, freshMs: 30_000 })
  const call = { clientId: 'client', deadline: deadlineIn(clock, 3000) }
  const ask = () => known.calendar.busy(['primary'], range, call)
  return { answers, clock, known, ask }
}

test('what was asked before a booking is not shared with who asks after it', async () => {
  const { answers, known, ask } = slowly()
  const before = ask()
  known.forget('client')
  const after = ask()
  expect(answers).toHaveLength(2)
  for (const answer of answers) answer()
  await Promise.all([before, after])
})

test('an old question that lands leaves the newer ones shared', async () => {
  const { answers, known, ask } = slowly()
  const before = ask()
  known.forget('client')
  const after = ask()
  answers[0]?.()
  await before
  const sharing = ask()
  expect(answers).toHaveLength(2)
  answers[1]?.()
  await Promise.all([after, sharing])
})

test('who shares a question that has more time than theirs waits no longer than their own', async () => {
  const { answers, clock, known, ask } = slowly()
  const ahead = known.prefetch('client', ['primary'], range, deadlineIn(clock, 5000))
  const failure = ask().catch((error: unknown) => error)
  await clock.advance(3000)
  expect(await failure).toMatchObject({ vendor: 'google', kind: 'timeout' })
  expect(answers).toHaveLength(1)
  answers[0]?.()
  await ahead
})
