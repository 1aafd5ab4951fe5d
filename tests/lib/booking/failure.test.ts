import { describe, expect, test } from 'vitest'
import type { CalendarFault } from '../../support/memory-calendar.ts'
import { bookingWorld, pm } from '../../support/booking-world.ts'

const wanted = { at: pm(3), call: 'call_1', key: 'tool_1' }

describe('when the calendar fails before anything was sent', () => {
  test.each<[string, CalendarFault]>([
    ['cannot be read', { on: 'busy', kind: 'fail', as: 'server' }],
    ['never answers', { on: 'busy', kind: 'hang' }],
    ['has lost its consent', { on: 'busy', kind: 'fail', as: 'invalid_grant' }],
    ['refuses the insert', { on: 'insert', kind: 'fail', as: 'refused' }],
    ['limits the rate for ever', { on: 'insert', kind: 'fail', as: 'rate_limited', times: 0 }],
  ])(
    'that %s, the broker gets the lead once and the caller the owner’s sentence',
    async (_, fault) => {
      const world = bookingWorld()
      world.calendar.strike(fault)
      const answer = await world.says(wanted)
      expect(answer).toMatchObject({
        outcome: 'handed_over',
        booked: false,
        start: '2026-11-23T15:00:00-05:00',
        action: 'done',
        reason: 'calendar_unavailable',
        message: 'Your call is set for today at 3 PM.',
      })
      world.handOvers.deliver()
      await world.cycle(10)
      expect(world.handOvers.sent).toMatchObject([
        {
          clientId: world.requestOf(wanted).client.id,
          callId: 'call_1',
          slot: { start: pm(3) },
          wish: { customer: { name: 'Jordan Reyes', phone: '+14165550123' } },
          reason: { kind: 'failed' },
        },
      ])
      expect(world.claims.rows()).toMatchObject([{ state: 'handed_over' }])
      expect(world.calendar.events).toEqual([])
    },
  )

  test('a lost consent is logged as such', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'invalid_grant' })
    await world.says(wanted)
    expect(world.handOvers.waiting).toMatchObject([{ reason: { errorType: 'oauth_refresh' } }])
  })

  test('the hand-over is durable before the answer, and the answer is out by the deadline', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: '*', kind: 'hang', times: 0 })
    const begun = world.clock.now()
    await world.says(wanted)
    expect(world.clock.now() - begun).toBeLessThanOrEqual(6000)
    expect(world.handOvers.waiting).toHaveLength(1)
  })

  test('a passing limit is waited out, 1, 2 and 4 s', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'fail', as: 'rate_limited', times: 3 })
    const begun = world.clock.now()
    const answer = await world.says({ ...wanted, deadlineMs: 20_000 })
    expect(answer.booked).toBe(true)
    expect(world.clock.now() - begun).toBe(7000)
  })

  test('a longer wait that Google asks for is kept, or not begun at all', async () => {
    const world = bookingWorld()
    const fault = { on: 'insert', kind: 'fail', as: 'rate_limited', retryAfterMs: 3000 } as const
    world.calendar.strike(fault)
    const begun = world.clock.now()
    expect(await world.says(wanted)).toMatchObject({ booked: true })
    const waited = world.clock.now()
    expect(waited - begun).toBe(3000)
    world.calendar.strike({ ...fault, retryAfterMs: 30_000 })
    const other = { at: pm(5), call: 'call_2' }
    expect(await world.says(other)).toMatchObject({ outcome: 'handed_over' })
    expect(world.clock.now() - waited).toBeLessThan(1000)
  })
})

describe('when the answer to the insert is lost', () => {
  test('the event is found, and the winner is told so', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'lost' })
    expect(await world.says(wanted)).toMatchObject({ outcome: 'booked' })
    expect(world.calendar.events).toHaveLength(1)
    expect(world.handOvers.waiting).toEqual([])
  })

  test('and Google takes a repeated id twice, there is one event all the same', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'lost' })
    world.calendar.strike({ on: 'insert', kind: 'twice', times: 0 })
    expect(await world.says(wanted)).toMatchObject({ outcome: 'booked' })
    expect(world.calendar.events).toHaveLength(1)
  })

  test('of fifty callers the one that won is told so, and the others are offered other times', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'lost', times: 0 })
    const all = Array.from({ length: 50 }, (_, i) => world.ask({ at: pm(3), call: `call_${i}` }))
    const answers = await world.run(Promise.all(all))
    expect(answers.filter((answer) => answer.booked)).toHaveLength(1)
    expect(answers.filter((answer) => answer.outcome === 'not_booked')).toHaveLength(49)
    expect(world.calendar.events).toHaveLength(1)
  })

  test('and the event is not there yet, the same id goes again', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'fail', as: 'timeout' })
    expect(await world.says(wanted)).toMatchObject({ outcome: 'booked' })
    expect(world.calendar.asked.filter((on) => on === 'insert')).toHaveLength(2)
    expect(world.calendar.events).toHaveLength(1)
  })

  test('and it lands after the repeat was accepted, Google’s refusal of the id keeps one event', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'late', ms: 30_000 })
    expect(await world.says(wanted)).toMatchObject({ outcome: 'booked' })
    await world.cycle(3)
    expect(world.calendar.events).toHaveLength(1)
  })
})

describe('an id that is taken', () => {
  test('by an event of ours since deleted goes on to the next attempt', async () => {
    const world = bookingWorld()
    await world.says(wanted)
    const { id = '' } = world.claims.rows()[0] ?? {}
    for (const event of world.calendar.events) event.status = 'cancelled'
    const row = world.claims.rows()[0]
    await world.deps.claims.advance(
      { id, clientId: row?.clientId ?? '', version: row?.version ?? 0, state: 'released' },
      world.requestOf(wanted).deadline,
    )
    expect(await world.says({ ...wanted, key: 'tool_2' })).toMatchObject({ booked: true })
    expect(world.calendar.standing()).toHaveLength(1)
    expect(world.claims.rows().find((r) => r.state === 'booked')).toMatchObject({ attempt: 2 })
  })

  test('by another’s event is not ours: the broker gets the lead', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    await world.says(wanted)
    const other = bookingWorld()
    await other.says(wanted)
    const foreign = { ...other.calendar.events[0], properties: { bookingId: 'another' } }
    const third = bookingWorld()
    third.calendar.events.push(foreign as (typeof third.calendar.events)[number])
    third.calendar.strike({ on: 'insert', kind: 'fail', as: 'conflict' })
    Object.assign(foreign, { start: pm(8), end: pm(8.5) })
    expect(await third.says(wanted)).toMatchObject({ outcome: 'handed_over' })
    expect(third.handOvers.waiting).toHaveLength(1)
  })
})

describe('a row that is wrong about Google', () => {
  test.each([
    ['deleted', { status: 'cancelled' }],
    ['moved', { start: pm(6), end: pm(6.5) }],
  ])('because the broker %s the event is corrected, and the time booked', async (_, change) => {
    const world = bookingWorld()
    await world.says(wanted)
    Object.assign(world.calendar.events[0] ?? {}, change)
    expect(await world.says({ at: pm(3), call: 'call_2' })).toMatchObject({ booked: true })
    const starts = world.calendar.standing().map((event) => event.start)
    expect(starts.filter((start) => start === pm(3))).toHaveLength(1)
  })

  test('because the event is gone from Google is corrected, and the time booked', async () => {
    const world = bookingWorld()
    await world.says(wanted)
    world.calendar.events.length = 0
    expect(await world.says({ at: pm(3), call: 'call_2' })).toMatchObject({ booked: true })
  })

  test('stays as it is when Google cannot be asked', async () => {
    const world = bookingWorld()
    await world.says(wanted)
    world.calendar.strike({ on: 'get', kind: 'fail', as: 'server' })
    expect(await world.says({ at: pm(3), call: 'call_2' })).toMatchObject({ outcome: 'not_booked' })
    expect(world.claims.rows().filter((row) => row.state === 'booked')).toHaveLength(1)
  })
})

describe('when nothing can be recorded', () => {
  test('the hand-over not durable, nothing is called set and the lead is tried again by the cycle', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    world.handOvers.state = 'down'
    const answer = await world.says(wanted)
    expect(answer).toMatchObject({ outcome: 'not_booked', action: 'reject' })
    expect(answer.message).toContain('could not be arranged')
    world.handOvers.state = 'works'
    await world.cycle(3)
    expect(world.handOvers.sent).toHaveLength(1)
  })

  test('nobody can be reached, nothing is called set and the time is free again', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    world.handOvers.state = 'no_channel'
    const answer = await world.says(wanted)
    expect(answer.message).toContain('could not be arranged')
    expect(await world.says({ at: pm(3), call: 'call_2' })).toMatchObject({ booked: true })
  })

  test('the claims out of reach, the broker gets the lead once, however often it is asked', async () => {
    const world = bookingWorld()
    const { deps } = world
    deps.claims = { ...deps.claims, claim: () => Promise.reject(new Error('unreachable')) }
    expect(await world.says(wanted)).toMatchObject({ outcome: 'handed_over' })
    expect(await world.says(wanted)).toMatchObject({ outcome: 'handed_over' })
    expect(world.handOvers.waiting).toMatchObject([{ slot: { start: pm(3) } }])
    expect(world.calendar.events).toEqual([])
  })

  test('of what Google confirmed, the customer hears the truth, and settling writes it', async () => {
    const world = bookingWorld()
    const { deps } = world
    const { claims } = deps
    deps.claims = { ...claims, advance: () => Promise.reject(new Error('unreachable')) }
    expect(await world.says(wanted)).toMatchObject({ outcome: 'booked' })
    expect(world.notes).toContainEqual({ behind: 'Error: unreachable' })
    deps.claims = claims
    await world.cycle(2)
    expect(world.claims.rows()).toMatchObject([{ state: 'booked' }])
    expect(world.handOvers.sent).toEqual([])
  })
})
