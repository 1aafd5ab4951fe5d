import { expect, test } from 'vitest'
import { forgottenEverywhere } from '../../../lib/calendar/forgotten-everywhere.ts'
import { knownBusy } from '../../../lib/calendar/known-busy.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { memoryCalendar } from '../../support/memory-calendar.ts'

const range = { start: 0, end: 86_400_000 }

test('what one process forgets the others forget, also when it never knew', async () => {
  const clock = turnedClock(0)
  const calendar = memoryCalendar(clock)
  const ears: ((clientId: string) => void)[] = []
  const process = () =>
    forgottenEverywhere(knownBusy({ calendar, clock, freshMs: 30_000 }), (heard) => {
      ears.push(heard)
      return (clientId) => {
        for (const ear of ears) ear(clientId)
      }
    })
  const [one, two] = [process(), process()]
  const deadline = deadlineIn(clock, 3000)
  await two.prefetch('client', ['primary'], range, deadline)
  await two.prefetch('other', ['primary'], range, deadline)
  calendar.asked.length = 0
  one.forget('client')
  await two.calendar.busy(['primary'], range, { clientId: 'other', deadline })
  expect(calendar.asked).toEqual([])
  await two.calendar.busy(['primary'], range, { clientId: 'client', deadline })
  expect(calendar.asked).toEqual(['busy'])
})
