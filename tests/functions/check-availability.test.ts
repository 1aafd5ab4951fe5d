import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../lib/availability/settings.ts'
import { bookEndpoint } from '../../functions/book.ts'
import { checkAvailability } from '../../functions/check-availability.ts'
import { VendorFailure } from '../../lib/failure.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { testClient } from '../support/client.ts'
import { posted, serviceWorld } from '../support/service-world.ts'

const client = testClient()
const path = '/check-availability'
const hour = 3_600_000
/** Monday 23 November 2026 in Toronto. */
const monday = (hours: number) => Date.UTC(2026, 10, 23, 5) + hours * hour

type World = ReturnType<typeof serviceWorld>

async function ask(world: World, args: object, call: object = {}) {
  const body = retellShaped('check_availability', args, { clientId: client.id, ...call })
  const response = await checkAvailability.fetch(posted(path, body), world.host, world.deps)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('check-availability', () => {
  it('confirms a free time with a token for it', async () => {
    const { status, body } = await ask(serviceWorld(), {
      requested_time_string: 'tomorrow at 3 pm',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      available: true,
      requestedTime: '2026-11-23T15:00:00-05:00',
      action: 'confirm',
      reason: 'free',
      alternatives: [],
      timezone: 'America/Toronto',
    })
    expect(body['slot_token']).toMatch(/^[2-9A-HJKMNP-Z]{1,24}$/)
    expect(body['message']).toContain('3 PM')
  })

  it('offers at most three other times when the time is taken', async () => {
    const world = serviceWorld()
    world.deps.calendar.others.push({ start: monday(15), end: monday(16) })
    const { body } = await ask(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(body).toMatchObject({
      available: false,
      action: 'suggest',
      reason: 'busy',
      slot_token: null,
    })
    const offers = body['alternatives'] as { start: string; slot_token: string }[]
    expect(offers.length).toBeGreaterThan(0)
    expect(offers.length).toBeLessThanOrEqual(3)
    expect(new Set(offers.map((offer) => offer.slot_token)).size).toBe(offers.length)
  })

  it('says how long the call would be where the asked length fits nowhere near', async () => {
    const settings = settingsOf({ timezone: 'America/Toronto', meeting_lengths: [60, 30] })
    const world = serviceWorld([testClient({ settings })])
    world.deps.calendar.others.push({ start: monday(-24), end: monday(15) })
    world.deps.calendar.others.push({ start: monday(15.5), end: monday(24 * 14) })
    const { body } = await ask(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(body).toMatchObject({ action: 'suggest', reason: 'busy' })
    expect(body['alternatives']).toMatchObject([{ start: '2026-11-23T15:00:00-05:00' }])
    expect(body['message']).toContain('For 30 minutes I have')
  })

  it('answers a window with the best times inside it', async () => {
    const { body } = await ask(serviceWorld(), { requested_time_string: 'tomorrow afternoon' })
    expect(body).toMatchObject({
      available: true,
      requestedTime: null,
      action: 'suggest',
      reason: 'free',
    })
    for (const { start } of body['alternatives'] as { start: string }[]) {
      expect(Date.parse(start)).toBeGreaterThanOrEqual(monday(12))
      expect(Date.parse(start)).toBeLessThan(monday(17))
    }
  })

  it('reads the words in the customer’s zone and says so', async () => {
    const { body } = await ask(serviceWorld(), {
      requested_time_string: 'tomorrow at 3 pm',
      customer_timezone: 'america/vancouver',
    })
    expect(body).toMatchObject({
      requestedTime: '2026-11-23T15:00:00-08:00'.replace('-08:00', '-07:00'),
      timezone: 'America/Vancouver',
    })
    expect(body['message']).toMatch(/Pacific|Vancouver/)
  })

  it('names the zone to a customer who speaks in the client’s and lives in another', async () => {
    const { body } = await ask(
      serviceWorld(),
      { requested_time_string: 'tomorrow at 3 pm Eastern' },
      { customerPhone: '+16045550142' },
    )
    expect(body).toMatchObject({ timezone: 'America/Toronto', action: 'confirm' })
    expect(body['message']).toContain('3 PM Eastern time')
  })

  it('names no zone to a customer who speaks in their own and the client’s', async () => {
    const { body } = await ask(serviceWorld(), {
      requested_time_string: 'tomorrow at 3 pm Eastern',
    })
    expect(body['message']).not.toContain('time is free')
  })

  it('takes a city where it asked for one', async () => {
    const words = { requested_time_string: 'tomorrow at 3 pm' }
    const { body } = await ask(serviceWorld(), { ...words, customer_timezone: 'Springfield' })
    expect(body).toMatchObject({ action: 'clarify', message: expect.stringContaining('city') })
    const answered = await ask(serviceWorld(), { ...words, customer_timezone: 'Vancouver' })
    expect(answered.body).toMatchObject({
      requestedTime: '2026-11-23T15:00:00-07:00',
      timezone: 'America/Vancouver',
    })
  })

  it('says of a time in another age that it is too far ahead, whoever books', async () => {
    const words = { requested_time_string: '9999-12-31T23:59:59Z' }
    const { status, body } = await ask(serviceWorld(), words)
    expect({ status, reason: body['reason'] }).toEqual({ status: 200, reason: 'too_far' })
    const byHand = await ask(serviceWorld([testClient({ bookingEnabled: false })]), words)
    expect(byHand.body).toMatchObject({ action: 'handoff', requestedTime: null, slot_token: null })
  })

  it('takes a time computed to the second for its minute', async () => {
    const { body } = await ask(serviceWorld(), {
      requested_time_string: '2026-11-23T15:00:37-05:00',
    })
    expect(body).toMatchObject({
      action: 'confirm',
      requestedTime: '2026-11-23T15:00:00-05:00',
    })
  })

  describe('in a call that has booked already', () => {
    async function booked(words: string, given = client) {
      const world = serviceWorld([given])
      const args = { requested_time_string: words, customer_name: 'Jordan Reyes' }
      const body = retellShaped('book', args, { clientId: given.id, callId: 'call_1' })
      await bookEndpoint.fetch(posted('/book', body), world.host, world.deps)
      for (const work of world.behind.splice(0)) await work()
      return world
    }
    const again = (world: World, words: string, callId = 'call_1') =>
      ask(world, { requested_time_string: words }, { callId })

    it('a time that overlaps the booking is free to whose it is, and to nobody else', async () => {
      const world = await booked('tomorrow at 3 pm')
      const { body } = await again(world, 'tomorrow at 3:15 pm')
      expect(body).toMatchObject({ action: 'confirm', reason: 'free' })
      const others = await again(world, 'tomorrow at 3:15 pm', 'call_2')
      expect(others.body).toMatchObject({ action: 'suggest', reason: 'busy' })
    })

    it('the booking’s own time is neither called taken nor free', async () => {
      const { body } = await again(await booked('tomorrow at 3 pm'), 'tomorrow at 3 pm')
      expect(body).toMatchObject({
        available: true,
        message: 'You are booked for tomorrow at 3 PM.',
      })
    })

    it('the booking’s own time in another length is told with the length it has', async () => {
      const settings = settingsOf({ timezone: 'America/Toronto', meeting_lengths: [30, 60] })
      const world = await booked('tomorrow at 3 pm', testClient({ settings }))
      const args = { requested_time_string: 'tomorrow at 3 pm', meeting_length: 60 }
      const { body } = await ask(world, args, { callId: 'call_1' })
      expect(body['message']).toBe('You are booked for tomorrow at 3 PM, for 30 minutes.')
    })

    it('the booking’s own time is not among the offers', async () => {
      const { body } = await again(await booked('tomorrow at 3 pm'), 'tomorrow from 2:30 to 4:30')
      const starts = (body['alternatives'] as { start: string }[]).map(({ start }) => start)
      expect(starts.length).toBeGreaterThan(0)
      expect(starts).not.toContain('2026-11-23T15:00:00-05:00')
    })

    it('the booking does not fill its own day', async () => {
      const world = await booked('tomorrow at 3 pm', testClient({}, { daily_cap: 1 }))
      const { body } = await again(world, 'tomorrow at 5 pm')
      expect(body).toMatchObject({ action: 'confirm', reason: 'free' })
    })
  })

  it('offers nothing on a day that has its cap of bookings', async () => {
    const capped = testClient({}, { daily_cap: 1 })
    const world = serviceWorld([capped])
    const booking = retellShaped(
      'book',
      { requested_time_string: 'tomorrow at 10 am' },
      { clientId: capped.id },
    )
    await bookEndpoint.fetch(posted('/book', booking), world.host, world.deps)
    const { body } = await ask(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(body).toMatchObject({ available: false, reason: 'day_full' })
    for (const { start } of body['alternatives'] as { start: string }[]) {
      expect(start).not.toContain('2026-11-23')
    }
  })

  it('asks the calendar once', async () => {
    const world = serviceWorld()
    await ask(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(world.deps.calendar.asked).toEqual(['busy'])
  })

  it('never offers a time refused earlier in the call', async () => {
    const world = serviceWorld()
    const first = await ask(world, { requested_time_string: 'tomorrow afternoon' })
    const offered = first.body['alternatives'] as { start: string }[]
    const transcript = [
      { role: 'tool_call_result', tool_call_id: 'a', content: JSON.stringify(first.body) },
    ]
    const second = await ask(world, { requested_time_string: 'tomorrow afternoon' }, { transcript })
    const again = (second.body['alternatives'] as { start: string }[]).map(({ start }) => start)
    for (const { start } of offered) expect(again).not.toContain(start)
  })

  it.each([
    ['without words', {}],
    ['with empty words', { requested_time_string: '' }],
    ['with an unset variable', { requested_time_string: '{{when}}' }],
    ['with null', { requested_time_string: null }],
  ])('%s offers the soonest times', async (_name, args) => {
    const { body } = await ask(serviceWorld(), args)
    expect(body).toMatchObject({ available: true, action: 'suggest', reason: 'free' })
  })
})

describe('bad input to check-availability', () => {
  const disabled = testClient({ id: '22222222-2222-4222-8222-222222222222', bookingEnabled: false })
  const unconnected = testClient({ id: '33333333-3333-4333-8333-333333333333', connection: 'none' })
  const clients = [client, disabled, unconnected]

  it.each<[string, Record<string, unknown>, number, Record<string, unknown>]>([
    ['no client', {}, 400, { code: 'client_missing' }],
    ['an unset client variable', { client_id: '{{client_id}}' }, 400, { code: 'client_missing' }],
    [
      'an unknown client',
      { client_id: '99999999-9999-4999-8999-999999999999' },
      404,
      { code: 'client_unknown' },
    ],
    ['a client id that is none', { client_id: "1' or '1'='1" }, 404, { code: 'client_unknown' }],
    [
      'a client with booking off',
      { client_id: disabled.id },
      200,
      { action: 'handoff', reason: 'booking_disabled', available: false },
    ],
    [
      'a client without Google',
      { client_id: unconnected.id },
      200,
      { action: 'handoff', reason: 'not_connected', available: false },
    ],
    [
      'an unknown zone',
      { client_id: client.id, customer_timezone: 'Mars/Olympus' },
      200,
      { action: 'clarify', available: false },
    ],
    [
      'a length not offered',
      { client_id: client.id, meeting_length: 45 },
      200,
      { action: 'clarify', available: false },
    ],
    [
      'a length that is none',
      { client_id: client.id, meeting_length: 'long' },
      200,
      { action: 'clarify', available: false },
    ],
    [
      'emoji',
      { client_id: client.id, requested_time_string: '🕒🦄' },
      200,
      { action: 'clarify', reason: 'not_understood' },
    ],
    [
      'the word __proto__',
      { client_id: client.id, requested_time_string: '__proto__' },
      200,
      { action: 'clarify', reason: 'not_understood' },
    ],
    [
      '2,000 characters',
      { client_id: client.id, requested_time_string: 'blah '.repeat(400) },
      200,
      { action: 'clarify', reason: 'not_understood' },
    ],
    [
      '20,000 characters',
      { client_id: client.id, requested_time_string: 'blah '.repeat(4000) },
      200,
      { action: 'clarify', reason: 'not_understood' },
    ],
    [
      'a NUL',
      { client_id: client.id, requested_time_string: 'tomorrow\0at 3' },
      400,
      { code: 'forbidden_content' },
    ],
  ])('%s', async (_name, body, status, answer) => {
    const world = serviceWorld(clients)
    const response = await checkAvailability.fetch(posted(path, body), world.host, world.deps)
    expect(response.status).toBe(status)
    const said = (await response.json()) as Record<string, unknown>
    expect(said).toMatchObject(answer)
    if (status === 200) expect(said['message']).toMatch(/^[A-Z].{10,200}[.?]$/)
  })

  it('hands on what it cannot look up, with the time that was asked for', async () => {
    const world = serviceWorld()
    world.deps.calendar.strike({ on: '*', kind: 'fail', as: 'server' })
    const { status, body } = await ask(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      available: false,
      requestedTime: '2026-11-23T15:00:00-05:00',
      action: 'handoff',
      reason: 'calendar_unavailable',
    })
  })

  it('hands on when not even the client can be read', async () => {
    const world = serviceWorld()
    const clients = {
      get: async () => {
        throw new VendorFailure('supabase', 'unreachable')
      },
      forget: () => undefined,
    }
    const response = await checkAvailability.fetch(
      posted(path, { client_id: client.id, requested_time_string: 'tomorrow at 3 pm' }),
      world.host,
      { ...world.deps, clients },
    )
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      action: 'handoff',
      reason: 'calendar_unavailable',
    })
  })
})
