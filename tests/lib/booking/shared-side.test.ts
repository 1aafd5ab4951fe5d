import { expect, test } from 'vitest'
import { sharedSide } from '../../../lib/booking/shared-side.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'

/** Postgres as one process hears it; `hear` asks with so much time left, and it takes so long to answer. */
function postgres() {
  const clock = turnedClock(0)
  const side = sharedSide({ door: { write: async () => 'queued' }, clock })
  const hear = async ({ left, takes }: { left: number; takes: number }) => {
    const said = side.heard(deadlineIn(clock, left), async ({ signal }) => {
      await clock.sleep(takes, signal).catch(() => {
        throw new VendorFailure('supabase', 'timeout')
      })
      return 'heard'
    })
    await clock.advance(1000)
    return said
  }
  return { clock, hear }
}

test('Postgres that does not answer in its time is left alone for a while', async () => {
  const { clock, hear } = postgres()
  expect(await hear({ left: 3000, takes: 900 })).toBeUndefined()
  expect(await hear({ left: 3000, takes: 100 })).toBeUndefined()
  await clock.advance(30_000)
  expect(await hear({ left: 3000, takes: 100 })).toBe('heard')
})

test('a request with hardly any time left says nothing about Postgres', async () => {
  const { hear } = postgres()
  expect(await hear({ left: 50, takes: 100 })).toBeUndefined()
  expect(await hear({ left: 3000, takes: 100 })).toBe('heard')
})
