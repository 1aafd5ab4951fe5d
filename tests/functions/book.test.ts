import { describe, expect, it } from 'vitest'
import { bookEndpoint } from '../../functions/book.ts'
import { checkAvailability } from '../../functions/check-availability.ts'
import { SettingsError } from '../../lib/availability/settings.ts'
import { VendorFailure } from '../../lib/failure.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { testClient } from '../support/client.ts'
import { posted, serviceWorld } from '../support/service-world.ts'

const client = testClient()
type World = Pick<ReturnType<typeof serviceWorld>, 'host' | 'deps' | 'behind'>
type Said = Record<string, unknown> & { alternatives: { start: string; slot_token: string }[] }

async function send(world: World, body: unknown, headers: Record<string, string> = {}) {
  const response = await bookEndpoint.fetch(posted('/book', body, headers), world.host, world.deps)
  return { status: response.status, body: (await response.json()) as Said }
}

const book = (world: World, args: object, call: object = {}) =>
  send(
    world,
    retellShaped(
      'book',
      { customer_name: 'Jordan Reyes', ...args },
      { clientId: client.id, callId: 'call_1', ...call },
    ),
  )

async function offersOf(world: World, words: string, call: object = {}) {
  const body = retellShaped(
    'check_availability',
    { requested_time_string: words },
    { clientId: client.id, callId: 'call_1', ...call },
  )
  const response = await checkAvailability.fetch(
    posted('/check-availability', body),
    world.host,
    world.deps,
  )
  return (await response.json()) as Said
}

describe('book', () => {
  it('books the offer a token stands for', async () => {
    const world = serviceWorld()
    const [offer] = (await offersOf(world, 'tomorrow afternoon')).alternatives
    const { status, body } = await book(world, { slot_token: offer?.slot_token })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      outcome: 'booked',
      booked: true,
      start: offer?.start,
      action: 'done',
    })
    expect(world.deps.calendar.standing()).toHaveLength(1)
  })

  it('books exactly one instant from words, or from ISO 8601 with an offset', async () => {
    for (const words of [
      'tomorrow at 3 pm',
      '2026-11-23T15:00:00-05:00',
      '2026-11-23T12:00:00-08:00',
    ]) {
      const { body } = await book(serviceWorld(), { requested_time_string: words })
      expect(body).toMatchObject({ outcome: 'booked', start: '2026-11-23T15:00:00-05:00' })
    }
  })

  it('answers words that are not one instant as check-availability would, and books nothing', async () => {
    const world = serviceWorld()
    const { body } = await book(world, { requested_time_string: 'tomorrow afternoon' })
    expect(body).toMatchObject({
      outcome: 'not_booked',
      booked: false,
      start: null,
      action: 'suggest',
    })
    expect(body.alternatives.length).toBeGreaterThan(0)
    expect(world.deps.calendar.standing()).toHaveLength(0)
  })

  it('asks again without a time', async () => {
    const { body } = await book(serviceWorld(), {})
    expect(body).toMatchObject({ outcome: 'not_booked', booked: false })
  })

  it('falls back to the words when the token is another call’s', async () => {
    const world = serviceWorld()
    const [offer] = (await offersOf(world, 'tomorrow afternoon', { callId: 'call_2' })).alternatives
    const refused = await book(world, { slot_token: offer?.slot_token })
    expect(refused.body).toMatchObject({ outcome: 'not_booked' })
    const words = { slot_token: offer?.slot_token, requested_time_string: 'tomorrow at 4 pm' }
    expect((await book(world, words)).body).toMatchObject({
      outcome: 'booked',
      start: '2026-11-23T16:00:00-05:00',
    })
  })

  it('asks for the time again when all it has is a token that is no good', async () => {
    const world = serviceWorld()
    const { body } = await book(world, { slot_token: '2'.repeat(22) })
    expect(body).toMatchObject({
      outcome: 'not_booked',
      action: 'clarify',
      reason: 'time_missing',
      alternatives: [],
    })
  })

  it('hands over by hand without a time when the token is no good', async () => {
    const world = serviceWorld([testClient({ bookingEnabled: false })])
    const { body } = await book(world, { slot_token: '2'.repeat(22) })
    expect(body).toMatchObject({ outcome: 'handed_over', reason: 'booking_disabled' })
  })

  it('names the zone of a booking a customer asked for in another than their own', async () => {
    const { body } = await book(
      serviceWorld(),
      { requested_time_string: 'tomorrow at 3 pm Eastern' },
      { customerPhone: '+16045550142' },
    )
    expect(body).toMatchObject({
      outcome: 'booked',
      start: '2026-11-23T15:00:00-05:00',
      message: 'You are booked for tomorrow at 3 PM Eastern time.',
    })
  })

  it('books for nobody who withheld their number, until they give one', async () => {
    const world = serviceWorld()
    const words = { requested_time_string: 'tomorrow at 3 pm' }
    const call = { customerPhone: 'anonymous' }
    expect((await book(world, words, call)).body).toMatchObject({ reason: 'phone_missing' })
    const given = await book(world, { ...words, customer_phone: '416 555 0142' }, call)
    expect(given.body).toMatchObject({ outcome: 'booked' })
  })

  it('asks for a number when the call has none', async () => {
    const { body } = await send(serviceWorld(), {
      client_id: client.id,
      requested_time_string: 'tomorrow at 3 pm',
      customer_name: 'Jordan Reyes',
    })
    expect(body).toMatchObject({
      outcome: 'not_booked',
      action: 'clarify',
      reason: 'phone_missing',
    })
  })

  it('gives a repeat under the same Idempotency-Key the first answer', async () => {
    const world = serviceWorld()
    const flat = {
      client_id: client.id,
      requested_time_string: 'tomorrow at 3 pm',
      customer_name: 'Jordan Reyes',
      customer_phone: '(416) 555-0142',
    }
    const first = await send(world, flat, { 'idempotency-key': 'once' })
    for (const work of world.behind.splice(0)) await work()
    const again = await send(world, flat, { 'idempotency-key': 'once' })
    expect(first.body).toMatchObject({ outcome: 'booked' })
    expect({ ...again.body, request_id: '' }).toEqual({ ...first.body, request_id: '' })
    expect(world.deps.calendar.standing()).toHaveLength(1)
  })

  it('does not offer a caller the time they have booked already', async () => {
    const world = serviceWorld()
    await book(world, { requested_time_string: 'tomorrow at 3 pm' })
    const half = { start: Date.UTC(2026, 10, 23, 20, 30), end: Date.UTC(2026, 10, 23, 21, 30) }
    world.deps.calendar.others.push(half)
    for (const work of world.behind.splice(0)) await work()
    const { body } = await book(world, { requested_time_string: 'tomorrow at 3:30 pm' })
    expect(body).toMatchObject({ outcome: 'not_booked', reason: 'busy' })
    const starts = body.alternatives.map(({ start }) => start)
    expect(starts.length).toBeGreaterThan(0)
    expect(starts).not.toContain('2026-11-23T15:00:00-05:00')
  })

  it('offers other times when the slot is gone', async () => {
    const world = serviceWorld()
    await book(world, { requested_time_string: 'tomorrow at 3 pm' })
    const { body } = await book(
      world,
      { requested_time_string: 'tomorrow at 3 pm' },
      { callId: 'call_2' },
    )
    expect(body).toMatchObject({ outcome: 'not_booked', reason: 'busy', action: 'suggest' })
    expect(body.alternatives.length).toBeGreaterThan(0)
  })

  it('hands over what Google refuses, with the owner’s confirmation', async () => {
    const world = serviceWorld()
    world.deps.calendar.strike({ on: '*', kind: 'fail', as: 'unreachable' })
    const { status, body } = await book(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      outcome: 'handed_over',
      booked: false,
      message: 'Your call is set for tomorrow at 3 PM.',
    })
    expect(world.deps.handOvers.waiting).toHaveLength(1)
    expect(world.behind).toHaveLength(1)
  })

  it.each([
    ['with booking off', { bookingEnabled: false }],
    ['without Google', { connection: 'none' as const }],
    ['with a lost consent', { connection: 'lost' as const }],
  ])('hands over for a client %s, and says the broker will confirm', async (_name, change) => {
    const world = serviceWorld([testClient(change)])
    const { body } = await book(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(body).toMatchObject({ outcome: 'handed_over', booked: false })
    expect(body['message']).toMatch(/confirm/)
  })

  it.each([
    ['with booking off', { bookingEnabled: false }, 'booking_disabled'],
    ['without Google', { connection: 'none' as const }, 'not_connected'],
    ['whose calendar cannot be read', {}, 'calendar_unavailable'],
  ])('passes on words that name no one time for a client %s, once', async (_, change, reason) => {
    const world = serviceWorld([testClient(change)])
    world.deps.calendar.strike({ on: 'busy', kind: 'fail', as: 'server', times: 0 })
    const words = { requested_time_string: 'some time tomorrow afternoon' }
    const { body } = await book(world, words)
    expect(body).toMatchObject({ outcome: 'handed_over', start: null, action: 'done', reason })
    expect(body['message']).toMatch(/passed on .* confirm/)
    expect(await book(world, words)).toMatchObject({ status: 200 })
    const wish = { words: 'some time tomorrow afternoon' }
    expect(world.deps.handOvers.waiting).toMatchObject([{ clientId: client.id, wish }])
  })

  it('asks for a number before it passes anything on', async () => {
    const world = serviceWorld([testClient({ bookingEnabled: false })])
    const flat = { client_id: client.id, requested_time_string: 'tomorrow afternoon' }
    const { body } = await send(world, flat)
    expect(body).toMatchObject({ outcome: 'not_booked', reason: 'phone_missing' })
    expect(world.deps.handOvers.waiting).toEqual([])
  })

  it('gives a token with the one time of several that only wants a yes', async () => {
    const world = serviceWorld()
    await book(world, { requested_time_string: 'tomorrow at 3 pm' }, { callId: 'call_2' })
    const { body } = await book(world, { requested_time_string: 'tomorrow at 3 pm or 4 pm' })
    expect(body).toMatchObject({ outcome: 'not_booked', action: 'confirm' })
    const [offer] = body.alternatives
    const yes = await book(world, { slot_token: offer?.slot_token })
    expect(yes.body).toMatchObject({ outcome: 'booked', start: offer?.start })
  })
})

describe('book for a client nobody can read now', () => {
  const unreadable = (error: Error = new VendorFailure('supabase', 'unreachable')) => {
    const world = serviceWorld()
    const clients = {
      get: async () => {
        throw error
      },
      forget: () => undefined,
    }
    return { ...world, deps: { ...world.deps, clients } }
  }

  it('keeps the whole request for the broker, in the customer’s words', async () => {
    const world = unreadable()
    const { status, body } = await book(world, {
      requested_time_string: 'tomorrow at 3 pm',
      customer_phone: '416 555 0142',
      customer_email: 'Jordan@Example.com',
      lead_id: 'lead_42',
      notes: 'a first home',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ outcome: 'handed_over', booked: false, start: null })
    const customer = {
      name: 'Jordan Reyes',
      phone: '+14165550142',
      email: 'jordan@example.com',
    }
    const wish = { words: 'tomorrow at 3 pm', leadId: 'lead_42', notes: 'a first home', customer }
    expect(world.deps.handOvers.waiting).toMatchObject([{ clientId: client.id, wish }])
  })

  it('keeps it also where the client’s settings cannot be used', async () => {
    const settings = { field: 'timezone', message: 'is not a known time zone' }
    const world = unreadable(new SettingsError([settings]))
    const { status, body } = await book(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ outcome: 'handed_over', booked: false })
    expect(world.deps.handOvers.waiting).toMatchObject([{ clientId: client.id }])
  })

  it('knows the time of our own token, and says so', async () => {
    const world = unreadable()
    const [offer] = (await offersOf(serviceWorld(), 'tomorrow afternoon')).alternatives
    const { body } = await book(world, { slot_token: offer?.slot_token })
    expect(body).toMatchObject({ outcome: 'handed_over' })
    expect(Date.parse(String(body['start']))).toBe(Date.parse(offer?.start ?? ''))
    expect(body['message']).toMatch(/^Your call is set for /)
  })

  it('keeps a repeat once', async () => {
    const world = unreadable()
    const request = retellShaped(
      'book',
      { requested_time_string: 'tomorrow at 3 pm' },
      { clientId: client.id },
    )
    await send(world, request)
    await send(world, request)
    expect(world.deps.handOvers.waiting).toHaveLength(1)
  })

  it('never calls set what nobody could be told', async () => {
    const world = unreadable()
    world.deps.handOvers.state = 'no_channel'
    const { body } = await book(world, { requested_time_string: 'tomorrow at 3 pm' })
    expect(body).toMatchObject({ outcome: 'not_booked', booked: false })
    expect(body['message']).toMatch(/could not be arranged/)
  })
})

describe('bad input to book', () => {
  it.each<[string, unknown, number, Record<string, unknown>]>([
    ['no client', {}, 400, { code: 'client_missing' }],
    [
      'an unknown client',
      { client_id: '99999999-9999-4999-8999-999999999999' },
      404,
      { code: 'client_unknown' },
    ],
    [
      'an unknown zone',
      {
        client_id: client.id,
        requested_time_string: 'tomorrow at 3 pm',
        customer_timezone: 'Mars/Olympus',
        customer_phone: '+14165550142',
      },
      200,
      { outcome: 'not_booked', action: 'clarify' },
    ],
    [
      'a length not offered',
      {
        client_id: client.id,
        requested_time_string: 'tomorrow at 3 pm',
        meeting_length: 45,
        customer_phone: '+14165550142',
      },
      200,
      { outcome: 'not_booked', action: 'clarify' },
    ],
    [
      'a garbled token',
      { client_id: client.id, slot_token: '💥'.repeat(20), customer_phone: '+14165550142' },
      200,
      { outcome: 'not_booked' },
    ],
    [
      'arrays for texts',
      {
        client_id: client.id,
        requested_time_string: ['x'],
        customer_name: {},
        customer_phone: [1],
      },
      200,
      { outcome: 'not_booked' },
    ],
    [
      'emoji',
      { client_id: client.id, requested_time_string: '🕒', customer_phone: '+14165550142' },
      200,
      { outcome: 'not_booked', action: 'clarify' },
    ],
    [
      '20,000 characters',
      {
        client_id: client.id,
        requested_time_string: 'blah '.repeat(4000),
        customer_phone: '+14165550142',
      },
      200,
      { outcome: 'not_booked', action: 'clarify' },
    ],
    ['malformed JSON', '{', 400, { code: 'malformed_json' }],
  ])('%s', async (_name, body, status, answer) => {
    const world = serviceWorld()
    const got = await send(world, body)
    expect(got.status).toBe(status)
    expect(got.body).toMatchObject(answer)
    expect(world.deps.calendar.standing()).toHaveLength(0)
    if (status === 200) expect(got.body['message']).toMatch(/[.?]$/)
  })
})
