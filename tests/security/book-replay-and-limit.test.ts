import { describe, expect, it } from 'vitest'
import { bookEndpoint } from '../../functions/book.ts'
import { checkAvailability } from '../../functions/check-availability.ts'
import { memoryLimits } from '../../lib/limits/memory-limits.ts'
import { sign } from '../../lib/retell/signature.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { testClient } from '../support/client.ts'
import { posted, serviceWorld } from '../support/service-world.ts'

const secret = 'key_0123456789abcdef'
const client = testClient()
const words = 'tomorrow at 3 pm'

function world(limit = 1000, clients = [client]) {
  const { deps, ...rest } = serviceWorld(clients, { RETELL_WEBHOOK_SECRET: secret })
  const limits = memoryLimits({ client: limit, failed: 1000, visitor: 1000 })
  return { ...rest, deps: { ...deps, limits } }
}
type World = ReturnType<typeof world>

async function send(
  { clock, deps, host }: World,
  text: string,
  headers: Record<string, string> = {},
) {
  const signature = { 'x-retell-signature': sign(text, secret, clock.now()) }
  const request = posted('/book', text, { ...signature, ...headers })
  const response = await bookEndpoint.fetch(request, host, deps)
  const { request_id: _id, ...answer } = (await response.json()) as Record<string, unknown>
  return { status: response.status, answer }
}

const flat = (change: object = {}) =>
  JSON.stringify({
    client_id: client.id,
    requested_time_string: words,
    customer_name: 'Jordan Reyes',
    customer_phone: '+14165550142',
    ...change,
  })
const wrapped = (callId: string, time = words) => {
  const args = { requested_time_string: time, customer_name: 'Jordan Reyes' }
  return JSON.stringify(retellShaped('book', args, { clientId: client.id, callId }))
}

describe('a captured request to book, sent again within five minutes', () => {
  it.each([
    ['of a tool call', wrapped('call_replayed')],
    ['with nothing to tell it by but its signature', flat()],
    ['of arguments only, with a call', flat({ call_id: 'call_flat' })],
  ])('%s gets the first answer, and has no second effect', async (_name, text) => {
    const here = world()
    const first = await send(here, text)
    expect(first.answer).toMatchObject({ outcome: 'booked' })
    const signed = { 'x-retell-signature': sign(text, secret, here.clock.now()) }
    here.clock.set(here.clock.now() + 299_000)
    for (const headers of [signed, { ...signed, 'idempotency-key': 'another' }]) {
      expect(await send(here, text, headers)).toEqual(first)
    }
    expect(here.deps.calendar.standing()).toHaveLength(1)
    here.clock.set(here.clock.now() + 2000)
    expect((await send(here, text, signed)).status).toBe(401)
  })

  it('is handed over once, however often it comes', async () => {
    const here = world(1000, [testClient({ bookingEnabled: false })])
    const first = await send(here, flat())
    expect(first.answer).toMatchObject({ outcome: 'handed_over' })
    for (const key of ['a', 'b', 'c']) {
      expect(await send(here, flat(), { 'idempotency-key': key })).toEqual(first)
    }
    expect(here.deps.handOvers.waiting).toHaveLength(1)
  })
})

describe('a request to book over the limit', () => {
  it('is handed over to the client, not lost, without asking Google', async () => {
    const here = world(1)
    await send(here, wrapped('call_1'))
    const { status, answer } = await send(here, wrapped('call_2', 'tomorrow at 4 pm'))
    expect(status).toBe(200)
    expect(answer).toMatchObject({ outcome: 'handed_over', booked: false })
    expect(answer['message']).toMatch(/\.$/)
    expect(here.deps.handOvers.waiting).toMatchObject([{ reason: { kind: 'over_limit' } }])
    expect(here.deps.calendar.standing()).toHaveLength(1)
  })

  it('still gets its first answer when it is a repeat', async () => {
    const here = world(1)
    const text = wrapped('call_1')
    const first = await send(here, text)
    for (const work of here.behind.splice(0)) await work()
    expect(await send(here, text)).toEqual(first)
    expect(here.deps.handOvers.waiting).toEqual([])
  })

  it('is asked for one time when it names none, without asking Google', async () => {
    const here = world(1)
    await send(here, wrapped('call_1'))
    const asked = here.deps.calendar.asked.length
    const { status, answer } = await send(here, wrapped('call_2', 'sometime this week'))
    expect(status).toBe(200)
    expect(answer).toMatchObject({ reason: 'time_missing', action: 'clarify' })
    expect(here.deps.calendar.asked).toHaveLength(asked)
    expect(here.deps.handOvers.waiting).toEqual([])
  })
})

describe('a request to check over the limit', () => {
  it('is told when to come back, in a sentence to say', async () => {
    const here = world(1)
    const text = wrapped('call_1')
    await send(here, text)
    const signed = { 'x-retell-signature': sign(text, secret, here.clock.now()) }
    const request = posted('/check-availability', text, signed)
    const response = await checkAvailability.fetch(request, here.host, here.deps)
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await response.json()).toMatchObject({ message: expect.stringMatching(/\.$/) as string })
  })
})
