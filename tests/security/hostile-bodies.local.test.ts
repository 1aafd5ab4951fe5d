import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { configure } from '../../lib/config.ts'
import { hostileBody } from './hostile-bodies.ts'
import { statusesOf } from './keeper.ts'

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

it('hostile bodies are refused or answered, never with a 5xx, alike on both platforms, 5,000 of them', async () => {
  configure({ LOG_LEVEL: 'silent' }, 'local')
  await statusesOf({ bytes: Buffer.from('{}'), contentType: 'application/json' })
  const before = heapAfterCollection()
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(hostileBody, async (body) => {
      const [web = 0, fn = 0] = await statusesOf(body)
      expect(web).toBeLessThan(500)
      expect(fn).toBe(web)
      seen.set(web, (seen.get(web) ?? 0) + 1)
    }),
    { numRuns: 5000, interruptAfterTimeLimit: 110_000, markInterruptAsFailure: true },
  )
  // The bodies reach the handler too, not only the door.
  expect(seen.get(200)).toBeGreaterThan(500)
  expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual([200, 400, 413, 415])
  expect(heapAfterCollection() - before).toBeLessThan(20 * 1024 * 1024)
}, 120_000)
