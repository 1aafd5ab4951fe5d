import { expect, test } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { configure } from '../../../lib/config.ts'
import { bufferedTraces } from '../../../lib/trace/kept-traces.ts'
import type { Trace } from '../../../lib/trace/trace.ts'

const trace = (requestId: string): Trace => ({
  requestId,
  at: 0,
  endpoint: '/check-availability',
  status: 200,
  decision: {},
  steps: {},
  ms: 1,
})

test('traces are stored together, a second after the first', async () => {
  const clock = turnedClock(0)
  const stored: string[][] = []
  const kept = bufferedTraces({ put: (all) => stored.push(all.map((t) => t.requestId)) }, clock)
  kept.keep(trace('a'))
  kept.keep(trace('b'))
  expect(stored).toEqual([])
  await clock.advance(1000)
  kept.keep(trace('c'))
  await clock.advance(1000)
  expect(stored).toEqual([['a', 'b'], ['c']])
})

test('what waits is stored at the end of the process', () => {
  const stored: string[] = []
  const put = (all: readonly Trace[]) => void stored.push(...all.map((t) => t.requestId))
  const kept = bufferedTraces({ put }, turnedClock(0))
  kept.keep(trace('a'))
  kept.flush()
  kept.flush()
  expect(stored).toEqual(['a'])
})

test('a disk that takes nothing ends nothing but the traces', () => {
  configure({ LOG_LEVEL: 'silent' }, 'local')
  const put = () => {
    throw new Error('disk full')
  }
  const kept = bufferedTraces({ put }, turnedClock(0))
  kept.keep(trace('a'))
  expect(() => kept.flush()).not.toThrow()
})

test('more traces than a second can bring cost no memory', () => {
  let stored = 0
  const kept = bufferedTraces({ put: (all) => void (stored += all.length) }, turnedClock(0))
  for (let i = 0; i < 6000; i++) kept.keep(trace(`${i}`))
  kept.flush()
  expect(stored).toBe(5000)
})
