import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { configure } from '../../lib/config.ts'
import { bookEndpoint } from '../../functions/book.ts'
import { callEvents } from '../../functions/call-events.ts'
import { checkAvailability } from '../../functions/check-availability.ts'
import { testClient } from '../support/client.ts'
import { serviceWorld } from '../support/service-world.ts'
import { hostileBody, knownClientId } from './hostile-bodies.ts'
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

/** As Postgres would: an id that is none is an error there. */
const strict = (world: ReturnType<typeof serviceWorld>) => ({
  ...world.deps,
  clients: {
    ...world.deps.clients,
    get: async (id: string) => {
      if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) throw new Error('22P02')
      return world.deps.clients.get(id)
    },
  },
})

it('hostile bodies get a sentence or a refusal from every endpoint of an agent, never a 5xx, 5,000 of them', async () => {
  const clients = [testClient({ id: knownClientId })]
  const world = serviceWorld(clients, { RATE_LIMIT_PER_MINUTE: '100000' })
  const deps = strict(world)
  const endpoints = [checkAvailability, bookEndpoint, callEvents] as const
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(hostileBody, fc.constantFrom(...endpoints), async (sent, endpoint) => {
      const { bytes, contentType } = sent
      const request = new Request('http://service/', {
        method: 'POST',
        ...(contentType && { headers: { 'content-type': contentType } }),
        body: bytes as Uint8Array<ArrayBuffer>,
      })
      const response = await endpoint.fetch(request, world.host, deps)
      const answer = await response.text()
      expect(response.status, answer).toBeLessThan(500)
      if (endpoint !== callEvents) expect(sentenceOf(answer)).toMatch(/\S/)
      for (const work of world.behind.splice(0)) await work()
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1)
    }),
    { numRuns: 5000, interruptAfterTimeLimit: 170_000, markInterruptAsFailure: true },
  )
  expect(seen.get(200)).toBeGreaterThan(300)
  expect(seen.get(204)).toBeGreaterThan(300)
}, 180_000)

function sentenceOf(answer: string): unknown {
  const { message, detail } = JSON.parse(answer) as { message?: unknown; detail?: unknown }
  return message ?? detail
}
