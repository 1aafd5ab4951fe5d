import { assert, asyncProperty } from 'fast-check'
import { expect, test } from 'vitest'
import { histories } from '../../support/booking-events.ts'
import { liveThrough } from '../../support/booking-history.ts'

test.each(['Postgres alone', 'this process first'] as const)(
  'claims in %s: whatever fails, every lead ends in the calendar once or with the broker, and the records agree',
  async (deployment) => {
    const property = asyncProperty(histories, async (history) => {
      expect(await liveThrough(history, deployment)).toEqual([])
    })
    await assert(property, { numRuns: 40, seed: 20261122 })
  },
  60_000,
)
