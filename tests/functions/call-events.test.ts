import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { callEvents } from '../../functions/call-events.ts'
import { checkAvailability } from '../../functions/check-availability.ts'
import { VendorFailure } from '../../lib/failure.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { testClient } from '../support/client.ts'
import { posted, serviceWorld } from '../support/service-world.ts'

const client = testClient()
type World = ReturnType<typeof serviceWorld>

async function tell(world: World, body: unknown) {
  const response = await callEvents.fetch(posted('/call-events', body), world.host, world.deps)
  for (const work of world.behind.splice(0)) await work()
  return response
}

const event = (name: string, call: object = {}) => ({
  event: name,
  call: { call_id: 'call_1', direction: 'outbound', metadata: { client_id: client.id }, ...call },
})

/** A check answered from what is known, as the real endpoint's dependencies put it together. */
async function ask(world: World, words: string) {
  const body = retellShaped(
    'check_availability',
    { requested_time_string: words },
    { clientId: client.id, callId: 'call_1' },
  )
  const deps = { ...world.deps, calendar: world.deps.known.calendar }
  const response = await checkAvailability.fetch(
    posted('/check-availability', body),
    world.host,
    deps,
  )
  return (await response.json()) as Record<string, unknown>
}

describe('call events', () => {
  it('a call that began answers its first question without asking Google', async () => {
    const world = serviceWorld()
    expect((await tell(world, event('call_started'))).status).toBe(204)
    expect(world.deps.calendar.asked).toEqual(['busy'])
    for (const words of ['tomorrow at 3 pm', 'next Friday afternoon', 'any time']) {
      expect(await ask(world, words)).toMatchObject({ available: true })
    }
    expect(world.deps.calendar.asked).toEqual(['busy'])
  })

  it('what is known is used for half a minute only', async () => {
    const world = serviceWorld()
    await tell(world, event('call_started'))
    await world.clock.advance(30_001)
    await ask(world, 'tomorrow at 3 pm')
    expect(world.deps.calendar.asked).toEqual(['busy', 'busy'])
  })

  it('what is known is not used once a booking was made', async () => {
    const world = serviceWorld()
    await tell(world, event('call_started'))
    world.deps.known.forget(client.id)
    await ask(world, 'tomorrow at 3 pm')
    expect(world.deps.calendar.asked).toEqual(['busy', 'busy'])
  })

  it('a hundred questions at once ask Google once', async () => {
    const world = serviceWorld()
    const asked = Array.from({ length: 100 }, () => ask(world, 'tomorrow at 3 pm'))
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ available: true })
    expect(world.deps.calendar.asked).toEqual(['busy'])
  })

  it('a repeated event is answered and fetches nothing again', async () => {
    const world = serviceWorld()
    await tell(world, event('call_started'))
    expect((await tell(world, event('call_started'))).status).toBe(204)
    expect(world.deps.calendar.asked).toEqual(['busy'])
  })

  it('an event that could not be served is served when it is repeated', async () => {
    const world = serviceWorld()
    await ask(world, 'tomorrow afternoon')
    const clients = {
      ...world.deps.clients,
      get: async () => {
        throw new VendorFailure('supabase', 'timeout')
      },
    }
    const away = { ...world, deps: { ...world.deps, clients } }
    expect((await tell(away, event('call_ended'))).status).toBe(500)
    const drop = () => Promise.reject(new VendorFailure('supabase', 'timeout'))
    const holding = { ...world, deps: { ...world.deps, holds: { ...world.deps.holds, drop } } }
    expect((await tell(holding, event('call_ended'))).status).toBe(500)
    expect((await tell(world, event('call_ended'))).status).toBe(204)
    const other = { clientId: client.id, callId: 'call_2' }
    expect(await world.deps.holds.others(other)).toEqual([])
  })

  it('a call that ended holds nothing any more', async () => {
    const world = serviceWorld()
    await ask(world, 'tomorrow afternoon')
    const other = { clientId: client.id, callId: 'call_2' }
    expect(await world.deps.holds.others(other)).not.toEqual([])
    await tell(world, event('call_ended'))
    expect(await world.deps.holds.others(other)).toEqual([])
  })

  it('an inbound call is told whose it is, what day it is and what is free', async () => {
    const world = serviceWorld()
    const agents = {
      ownerOf: async ({ agentPhone }: { agentPhone?: string }) =>
        agentPhone === '+16175550143' ? client.id : undefined,
    }
    const fixture = readFileSync(
      new URL('../fixtures/retell/inbound.json', import.meta.url),
      'utf8',
    )
    const response = await callEvents.fetch(posted('/call-events', fixture), world.host, {
      ...world.deps,
      agents,
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      call_inbound: {
        dynamic_variables: {
          client_id: client.id,
          today: 'Sunday, November 22nd, 2026',
          broker_timezone: 'America/Toronto',
          customer_timezone: 'America/Los_Angeles',
          soonest_times: expect.stringContaining('today at'),
        },
        metadata: { client_id: client.id },
      },
    })
  })

  it.each([
    [
      'an inbound call to an unknown line',
      { event: 'call_inbound', call_inbound: { to_number: '+15550000000' } },
      200,
    ],
    ['an event of no interest', event('call_analyzed'), 204],
    [
      'an event of an unknown client',
      event('call_started', { metadata: { client_id: '99999999-9999-4999-8999-999999999999' } }),
      204,
    ],
    ['an event without a call', { event: 'call_started' }, 204],
    ['an event with a hostile call', { event: 'call_started', call: [1, { call_id: {} }] }, 204],
    ['no event', {}, 204],
  ])('%s is answered and does nothing', async (_name, body, status) => {
    const world = serviceWorld()
    expect((await tell(world, body)).status).toBe(status)
    expect(world.deps.calendar.asked).toEqual([])
  })

  it('an agent bound to one client fetches nothing for another', async () => {
    const world = serviceWorld()
    const agents = { ownerOf: async () => '99999999-9999-4999-8999-999999999999' }
    await callEvents.fetch(posted('/call-events', event('call_started')), world.host, {
      ...world.deps,
      agents,
    })
    expect(world.behind).toEqual([])
  })
})
