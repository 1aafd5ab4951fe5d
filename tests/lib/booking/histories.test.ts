import { assert, asyncProperty } from 'fast-check'
import { expect, test } from 'vitest'
import { histories, liveThrough } from '../../support/booking-history.ts'

test('whatever fails, every lead ends in the calendar once or with the broker, and the records agree', async () => {
  await assert(
    asyncProperty(histories, async (history) => {
      expect(await liveThrough(history)).toEqual([])
    }),
    { numRuns: 40, seed: 20261122 },
  )
}, 60_000)
