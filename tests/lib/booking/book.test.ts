import { describe, expect, test } from 'vitest'
import { bookingWorld, broker, monday, pm } from '../../support/booking-world.ts'

describe('book', () => {
  test('puts a free time into the calendar and says so', async () => {
    const world = bookingWorld()
    const answer = await world.says({ at: pm(3), call: 'call_1', key: 'tool_1' })
    expect(answer).toEqual({
      outcome: 'booked',
      booked: true,
      start: '2026-11-23T15:00:00-05:00',
      end: '2026-11-23T15:30:00-05:00',
      timezone: 'America/Toronto',
      action: 'done',
      reason: 'free',
      alternatives: [],
      message: 'You are booked for today at 3 PM.',
    })
    expect(world.calendar.standing()).toMatchObject([
      { start: pm(3), summary: 'Call with Jordan Reyes' },
    ])
    expect(world.claims.rows()).toMatchObject([{ state: 'booked', slot: { start: pm(3) } }])
    expect(world.handOvers.waiting).toEqual([])
  })

  test('a time the broker took meanwhile is not booked, others are offered', async () => {
    const world = bookingWorld()
    world.calendar.others.push({ start: pm(3), end: pm(4) })
    const answer = await world.says({ at: pm(3), call: 'call_1' })
    expect(answer).toMatchObject({
      outcome: 'not_booked',
      booked: false,
      start: null,
      reason: 'busy',
    })
    expect(answer.action).toBe('suggest')
    expect(answer.alternatives.length).toBeGreaterThan(0)
    expect(answer.alternatives[0]?.slot_token).toMatch(/^token for /)
    expect(answer.message).toMatch(/^Today at 3 PM is taken\. I have .+\?$/)
    expect(world.calendar.standing()).toEqual([])
    expect(world.claims.rows()).toMatchObject([{ state: 'released' }])
  })

  test.each([
    ['past', monday - 3_600_000, 'has already passed'],
    ['outside_hours', pm(9), 'is outside calling hours'],
    ['off_grid', pm(3) + 60_000, 'cannot start at exactly'],
  ])('a time that is %s is not booked and not claimed', async (reason, at, why) => {
    const world = bookingWorld()
    const answer = await world.says({ at })
    expect(answer).toMatchObject({ outcome: 'not_booked', reason })
    expect(answer.message).toContain(why)
    expect(world.claims.rows()).toEqual([])
  })

  test('two calls for one time: one is booked, the other is offered another', async () => {
    const world = bookingWorld()
    const both = Promise.all(['call_1', 'call_2'].map((call) => world.ask({ at: pm(3), call })))
    const outcomes = (await world.run(both)).map((answer) => answer.outcome)
    expect(outcomes.sort()).toEqual(['booked', 'not_booked'])
    expect(world.calendar.standing()).toHaveLength(1)
  })

  test('fifty calls for overlapping times put exactly one event into them', async () => {
    const world = bookingWorld()
    const starts = Array.from({ length: 50 }, (_, i) => pm(3) + (i % 2) * 15 * 60_000)
    const all = starts.map((at, i) => world.ask({ at, call: `call_${i}` }))
    const answers = await world.run(Promise.all(all))
    expect(answers.filter((answer) => answer.booked)).toHaveLength(1)
    expect(world.calendar.standing()).toHaveLength(1)
    expect(world.handOvers.waiting).toEqual([])
  })

  test('offers leave out what other calls have claimed or were promised', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'fail', as: 'refused' })
    expect(await world.says({ at: pm(3), call: 'call_1' })).toMatchObject({
      outcome: 'handed_over',
    })
    const answer = await world.says({ at: pm(3), call: 'call_2' })
    expect(answer).toMatchObject({ outcome: 'not_booked', reason: 'busy' })
    expect(answer.alternatives.map((offer) => offer.start)).not.toContain(
      '2026-11-23T15:00:00-05:00',
    )
  })

  test('a full day is not booked beyond the cap; a day freed by the broker is', async () => {
    const world = bookingWorld()
    const client = { settings: { ...broker.settings, dailyCap: 1 } }
    await world.says({ at: pm(2), call: 'call_1', client })
    const full = await world.says({ at: pm(3), call: 'call_2', client })
    expect(full).toMatchObject({ outcome: 'not_booked', reason: 'day_full' })
    const offered = full.alternatives.map((offer) => offer.start.slice(0, 10))
    expect(offered).not.toContain('2026-11-23')
    for (const event of world.calendar.events) event.status = 'cancelled'
    expect(await world.says({ at: pm(3), call: 'call_3', client })).toMatchObject({ booked: true })
  })

  test('a claim keeps the client’s buffers to other bookings', async () => {
    const world = bookingWorld()
    const client = { settings: { ...broker.settings, bufferBeforeMinutes: 15 } }
    world.calendar.strike({ on: 'insert', kind: 'fail', as: 'refused' })
    await world.says({ at: pm(3), call: 'call_1', client })
    const near = await world.says({ at: pm(3.5), call: 'call_2', client })
    expect(near).toMatchObject({ outcome: 'not_booked', reason: 'busy' })
    expect(await world.says({ at: pm(3.75), call: 'call_2', client })).toMatchObject({
      booked: true,
    })
  })

  test('no time is claimed and nothing sent to Google for a client who books by hand', async () => {
    const world = bookingWorld()
    const client = { bookingEnabled: false }
    const answer = await world.says({ at: pm(3), call: 'call_1', client })
    expect(answer).toMatchObject({
      outcome: 'handed_over',
      booked: false,
      reason: 'booking_disabled',
    })
    expect(answer.message).toBe(
      'I have passed on your request for today at 3 PM. The broker will confirm it with you.',
    )
    expect(world.calendar.asked).toEqual([])
    expect(world.handOvers.waiting).toMatchObject([{ reason: { kind: 'booking_disabled' } }])
    const other = await world.says({ at: pm(3), call: 'call_2', client })
    expect(other.outcome).toBe('handed_over')
    const again = await world.says({ at: pm(3), call: 'call_1', client })
    expect(again).toEqual(answer)
    expect(world.handOvers.waiting).toHaveLength(2)
  })

  test.each(['none', 'lost'] as const)(
    'a client whose consent is %s confirms by hand',
    async (connection) => {
      const world = bookingWorld()
      const answer = await world.says({ at: pm(3), client: { connection } })
      expect(answer).toMatchObject({ outcome: 'handed_over', reason: 'not_connected' })
    },
  )

  test('a booked call that is to be confirmed by hand keeps its event, and the broker is asked to move it', async () => {
    const world = bookingWorld()
    await world.says({ at: pm(3), call: 'call_1' })
    const client = { bookingEnabled: false }
    expect(await world.says({ at: pm(4), call: 'call_1', client })).toMatchObject({
      outcome: 'handed_over',
      start: '2026-11-23T16:00:00-05:00',
    })
    expect(world.calendar.standing()).toMatchObject([{ start: pm(3) }])
    expect(world.claims.rows()).toMatchObject([{ state: 'booked', slot: { start: pm(3) } }])
    expect(world.handOvers.waiting).toMatchObject([{ slot: { start: pm(4) } }])
    expect(await world.says({ at: pm(4), call: 'call_1' })).toMatchObject({ outcome: 'booked' })
    expect(world.handOvers.waiting).toEqual([])
  })

  test('a row nobody can agree on ends in a hand-over, not in endless tries', async () => {
    const world = bookingWorld()
    await world.says({ at: pm(3), call: 'call_1' })
    const [booking] = world.claims.rows()
    const { deps } = world
    if (!booking) throw new Error('there is a booking')
    deps.claims = { ...deps.claims, move: async () => ({ ok: false, reason: 'stale', booking }) }
    expect(await world.says({ at: pm(4), call: 'call_1' })).toMatchObject({
      outcome: 'handed_over',
    })
    expect(world.handOvers.waiting).toHaveLength(1)
  })
})
