import { assert, asyncProperty } from 'fast-check'
import { expect, test } from 'vitest'
import { histories } from '../support/booking-events.ts'
import { liveThrough } from '../support/booking-history.ts'

const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 2 ** 31)
const numRuns = Number(process.env['FAULT_RUNS'] ?? 1000)

test.each(['Postgres alone', 'this process first'] as const)(
  `claims in %s: whatever fails, every lead ends once in the calendar or with the broker (FAULT_SEED=${seed} FAULT_RUNS=${numRuns})`,
  async (deployment) => {
    process.stdout.write(`FAULT_SEED=${seed} FAULT_RUNS=${numRuns}\n`)
    const property = asyncProperty(histories, async (history) => {
      expect(await liveThrough(history, deployment)).toEqual([])
    })
    await assert(property, { numRuns, seed })
  },
  20 * 60_000,
)
