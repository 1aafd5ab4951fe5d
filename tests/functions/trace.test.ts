import { expect, it } from 'vitest'
import { bookEndpoint } from '../../functions/book.ts'
import { checkAvailability } from '../../functions/check-availability.ts'
import { keptTraces } from '../../lib/trace/kept-traces.ts'
import { isoAt } from '../../lib/timezones.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { queueFile } from '../lib/store/queue-file.ts'
import { testClient } from '../support/client.ts'
import { posted, serviceWorld } from '../support/service-world.ts'

const client = testClient()
const toronto = (at: number | undefined) => at && isoAt('America/Toronto', at)

async function asked(words: string) {
  const world = serviceWorld()
  const { queue } = queueFile(world.clock)
  const busy = {
    start: world.clock.now() + 29 * 3_600_000,
    end: world.clock.now() + 30 * 3_600_000,
  }
  world.deps.calendar.others.push(busy)
  const call = { clientId: client.id, callId: 'call_1', customerPhone: '+14165550142' }
  const body = retellShaped('check_availability', { requested_time_string: words }, call)
  const response = await checkAvailability.fetch(
    posted('/check-availability', body),
    { ...world.host, queue },
    world.deps,
  )
  const answer = (await response.json()) as { request_id: string }
  keptTraces({ queue })?.flush()
  const trace = queue.traces.get(answer.request_id)
  return { response, trace }
}

it('a check can be looked back on: what was read, what was in the way, what was offered', async () => {
  const { trace } = await asked('tomorrow at 3 pm')
  expect(trace).toMatchObject({
    endpoint: '/check-availability',
    status: 200,
    clientId: client.id,
    callId: 'call_1',
    action: 'suggest',
    reason: 'busy',
    decision: { reading: { outcome: 'ok', zone: 'America/Toronto' }, busyCount: 1 },
  })
  expect(toronto(trace?.decision.askedAt)).toBe('2026-11-23T15:00:00-05:00')
  expect(toronto(trace?.decision.blockedBy?.start)).toBe('2026-11-23T15:00:00-05:00')
  expect(trace?.decision.offered?.length).toBeGreaterThan(0)
  expect(Object.keys(trace?.steps ?? {})).toEqual(['client', 'read', 'calendar', 'slots'])
})

it('a trace holds none of the customer’s words, and no number', async () => {
  const { trace } = await asked('tomorrow at 3 pm, my name is Ana and I am at the clinic')
  expect(JSON.stringify(trace)).not.toMatch(/ana\b|clinic|tomorrow|4165550142/i)
})

it('a hand-over can be looked back on: in which call, for which time, and because of what', async () => {
  const world = serviceWorld()
  const { queue } = queueFile(world.clock)
  world.deps.calendar.strike({ on: 'insert', kind: 'fail', as: 'unauthorized' })
  const call = { clientId: client.id, callId: 'call_1', customerPhone: '+14165550142' }
  const body = retellShaped('book', { requested_time_string: 'tomorrow at 3 pm' }, call)
  const host = { ...world.host, queue }
  const response = await bookEndpoint.fetch(posted('/book', body), host, world.deps)
  const answer = (await response.json()) as { request_id: string }
  keptTraces({ queue })?.flush()
  const trace = queue.traces.get(answer.request_id)
  expect(trace).toMatchObject({
    callId: 'call_1',
    outcome: 'handed_over',
    failure: 'google: unauthorized',
  })
  expect(toronto(trace?.decision.askedAt)).toBe('2026-11-23T15:00:00-05:00')
})

it('an answer says how long each step took', async () => {
  const { response } = await asked('tomorrow at 3 pm')
  expect(response.headers.get('server-timing')).toMatch(
    /^client;dur=[\d.]+, read;dur=[\d.]+, calendar;dur=[\d.]+, slots;dur=[\d.]+, total;dur=[\d.]+$/,
  )
})
