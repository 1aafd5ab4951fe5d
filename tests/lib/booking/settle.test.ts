import { describe, expect, test } from 'vitest'
import { bookingWorld, pm } from '../../support/booking-world.ts'
import type { Death } from '../../support/mortal.ts'

const ascending = (a: number, b: number) => a - b
const wanted = { at: pm(3), call: 'call_1', key: 'tool_1' }

/** A world where Google's answer to the insert never came. */
async function unknownOutcome(kind: 'lost' | 'hang' | { late: number }) {
  const world = bookingWorld()
  world.calendar.strike(
    typeof kind === 'object'
      ? { on: 'insert', kind: 'late', ms: kind.late }
      : { on: 'insert', kind },
  )
  world.calendar.strike({ on: 'insert', kind: 'hang', times: 0 })
  world.calendar.strike({ on: 'get', kind: 'hang', times: 0 })
  const answer = await world.says(wanted)
  world.calendar.heal()
  return { ...world, answer }
}

/** A world whose process died: claim and busy time are calls 1 and 2, then come the insert and the record. */
async function died(death: Death) {
  const world = bookingWorld()
  await world.askDying(wanted, death)
  return world
}

describe('an unknown outcome', () => {
  test('is a hand-over to the caller’s ears, sends nothing yet, and keeps its time', async () => {
    const { answer, handOvers, claims, says } = await unknownOutcome('hang')
    expect(answer).toMatchObject({
      outcome: 'handed_over',
      message: 'Your call is set for today at 3 PM.',
    })
    expect(handOvers.waiting).toEqual([])
    expect(claims.rows()).toMatchObject([{ state: 'unknown' }])
    expect(await says(wanted)).toEqual(answer)
    expect(await says({ at: pm(3), call: 'call_2' })).toMatchObject({ outcome: 'not_booked' })
  })

  test('whose event is found is booked, and the broker told that it is in the calendar', async () => {
    const { cycle, claims, handOvers, calendar } = await unknownOutcome('lost')
    await cycle(1)
    expect(claims.rows()).toMatchObject([{ state: 'booked' }])
    expect(handOvers.told).toMatchObject([{ slot: { start: pm(3) } }])
    await cycle(5)
    expect(handOvers.told).toHaveLength(1)
    expect(handOvers.sent).toEqual([])
    expect(calendar.events).toHaveLength(1)
  })

  test('whose event lands 50 s later is booked, and no text asks to book by hand', async () => {
    const { cycle, claims, handOvers } = await unknownOutcome({ late: 50_000 })
    await cycle(6)
    expect(claims.rows()).toMatchObject([{ state: 'booked' }])
    expect(handOvers.sent).toEqual([])
  })

  test('with no event on three reads over a minute goes to the broker by text, once', async () => {
    const { cycle, claims, handOvers, calendar } = await unknownOutcome('hang')
    await cycle(2)
    expect(handOvers.sent).toEqual([])
    expect(claims.rows()).toMatchObject([{ state: 'unknown', absent: { reads: 2 } }])
    await cycle(1)
    expect(handOvers.sent).toMatchObject([{ slot: { start: pm(3) } }])
    expect(claims.rows()).toMatchObject([{ state: 'handed_over' }])
    await cycle(5)
    expect(handOvers.sent).toHaveLength(1)
    expect(calendar.events).toEqual([])
  })

  test('looked at three times within a minute stays unknown: an insert may still land', async () => {
    const { clock, run, settleOnce, claims, handOvers } = await unknownOutcome('hang')
    for (let i = 0; i < 3; i++) {
      await clock.advance(20_000)
      await run(settleOnce())
    }
    expect(claims.rows()).toMatchObject([{ state: 'unknown', absent: { reads: 3 } }])
    expect(handOvers.waiting).toEqual([])
  })

  test('that cannot be asked about for three minutes is texted, and told when it is found', async () => {
    const { cycle, calendar, handOvers, claims } = await unknownOutcome('lost')
    calendar.strike({ on: 'get', kind: 'fail', as: 'server', times: 0 })
    await cycle(6)
    expect(handOvers.sent).toEqual([])
    await cycle(2)
    expect(handOvers.sent).toHaveLength(1)
    calendar.heal()
    await cycle(5)
    expect(handOvers.sent).toHaveLength(1)
    expect(handOvers.told).toHaveLength(1)
    expect(claims.rows()).toMatchObject([{ state: 'booked' }])
  })

  test('that can never be asked about, the consent being gone, is texted at once', async () => {
    const { cycle, calendar, handOvers } = await unknownOutcome('lost')
    calendar.strike({ on: 'get', kind: 'fail', as: 'invalid_grant', times: 0 })
    await cycle(3)
    expect(handOvers.sent).toHaveLength(1)
  })

  test('whose event the broker deleted goes to the broker by text', async () => {
    const { cycle, calendar, handOvers } = await unknownOutcome('lost')
    for (const event of calendar.events) event.status = 'cancelled'
    await cycle(1)
    expect(handOvers.sent).toHaveLength(1)
  })

  test('takes nothing of a newer promise that could not be written to its row', async () => {
    const { run, clock, says, settleOnce, handOvers } = await unknownOutcome('hang')
    const newer = { ...wanted, at: pm(4), key: 'tool_2', client: { bookingEnabled: false } }
    expect(await says(newer)).toMatchObject({ outcome: 'handed_over' })
    for (let rounds = 0; rounds < 4; rounds++) {
      await clock.advance(30_000)
      await run(settleOnce())
    }
    handOvers.deliver()
    expect(handOvers.sent.map(({ slot }) => slot?.start)).toEqual([pm(4), pm(3)])
  })

  test('is settled once, by whichever process comes first', async () => {
    const { run, clock, settleOnce, handOvers } = await unknownOutcome('lost')
    await clock.advance(30_000)
    const reports = await run(Promise.all([settleOnce(), settleOnce()]))
    expect(reports.map((report) => report.booked).toSorted(ascending)).toEqual([0, 1])
    expect(reports.map((report) => report.left).toSorted(ascending)).toEqual([0, 1])
    expect(handOvers.told).toHaveLength(1)
  })
})

describe('a process that died', () => {
  test('before a hand-over for which no event was meant leaves the lead to the broker at once', async () => {
    const world = bookingWorld()
    await world.askDying(
      { ...wanted, client: { bookingEnabled: false } },
      { call: 2, after: false },
    )
    expect(world.claims.rows()).toMatchObject([{ state: 'claimed' }])
    await world.cycle(1)
    expect(world.claims.rows()).toMatchObject([{ state: 'handed_over' }])
    expect(world.handOvers.sent).toHaveLength(1)
  })

  test('is not taken for dead within its deadline and some more', async () => {
    const world = await died({ call: 3, after: false })
    await world.clock.advance(15_000)
    expect(await world.run(world.settleOnce())).toMatchObject({ handed_over: 0, left: 0 })
    expect(world.claims.rows()).toMatchObject([{ state: 'claimed' }])
  })

  test('before the insert took effect leaves the lead to the broker, after a minute of looking', async () => {
    const world = await died({ call: 3, after: false })
    expect(world.claims.rows()).toMatchObject([{ state: 'claimed' }])
    await world.cycle(2)
    expect(world.handOvers.sent).toEqual([])
    await world.cycle(1)
    expect(world.claims.rows()).toMatchObject([{ state: 'handed_over' }])
    expect(world.handOvers.sent).toHaveLength(1)
  })

  test('between Google’s yes and our record leaves a booking, and nobody is troubled', async () => {
    const world = await died({ call: 3, after: true })
    await world.cycle(2)
    expect(world.claims.rows()).toMatchObject([{ state: 'booked' }])
    expect(world.calendar.events).toHaveLength(1)
    expect(world.handOvers.sent).toEqual([])
    expect(world.handOvers.told).toEqual([])
  })

  test('after the hand-over was durable sends one text', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    await world.askDying(wanted, { call: 3, after: true })
    expect(world.claims.rows()).toMatchObject([{ state: 'claimed' }])
    await world.cycle(3)
    expect(world.claims.rows()).toMatchObject([{ state: 'handed_over' }])
    expect(world.handOvers.sent).toHaveLength(1)
  })

  test('leaves a repeat of the request waiting no longer than its lease', async () => {
    const world = await died({ call: 3, after: false })
    await world.clock.advance(25_000)
    expect(await world.says(wanted)).toMatchObject({ outcome: 'handed_over' })
    await world.cycle(4)
    expect(world.handOvers.sent).toHaveLength(1)
  })

  test('in the middle of a move has it finished by the cycle', async () => {
    const world = bookingWorld()
    await world.says(wanted)
    await world.askDying({ ...wanted, at: pm(4), key: 'tool_2' }, { call: 4, after: false })
    expect(world.claims.rows()).toMatchObject([{ state: 'inserting', from: { start: pm(3) } }])
    await world.cycle(2)
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
    expect(world.claims.rows()).toMatchObject([{ state: 'booked', slot: { start: pm(4) } }])
    expect(world.handOvers.sent).toEqual([])
  })
})
