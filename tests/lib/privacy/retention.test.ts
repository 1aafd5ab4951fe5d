import { expect, test } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { retention } from '../../../lib/privacy/retention.ts'

const day = 86_400_000
const now = Date.parse('2026-11-24T15:00:00Z')

function world() {
  const clock = turnedClock(now)
  const erased: string[] = []
  const state = { down: false }
  const erase = (what: string) => async (before: number) => {
    if (state.down) throw new VendorFailure('supabase', 'unreachable')
    erased.push(`${what} ${new Date(before).toISOString().slice(0, 10)}`)
  }
  const retire = retention({
    failureLogs: { erasePayloads: erase('failures') },
    bookings: { erasePersonalData: erase('bookings') },
    consents: { removeExpired: erase('consents') },
    queue: {
      forget: (before) => void erased.push(`queue ${new Date(before).toISOString().slice(0, 10)}`),
    },
    clock,
    days: 90,
  })
  return { clock, erased, state, retire: () => retire(deadlineIn(clock, 1_000)) }
}

test('what is older than the retention time goes everywhere, once a day', async () => {
  const { clock, erased, retire } = world()
  expect(await retire()).toBe(true)
  expect(erased).toEqual([
    'queue 2026-08-26',
    'failures 2026-08-26',
    'bookings 2026-08-26',
    'consents 2026-11-23',
  ])
  await clock.advance(day - 1)
  expect(await retire()).toBe(false)
  await clock.advance(1)
  expect(await retire()).toBe(true)
  expect(erased).toHaveLength(8)
})

test('while Supabase is down it is tried again the next round', async () => {
  const { erased, state, retire } = world()
  state.down = true
  await expect(retire()).rejects.toThrow('unreachable')
  state.down = false
  expect(await retire()).toBe(true)
  expect(erased.filter((what) => what.startsWith('failures'))).toHaveLength(1)
})
