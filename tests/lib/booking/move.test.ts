import { describe, expect, test } from 'vitest'
import { bookingWorld, pm } from '../../support/booking-world.ts'

const at = (hour: number, key: string) => ({ at: pm(hour), call: 'call_1', key })

async function bookedAtThree() {
  const world = bookingWorld()
  await world.says(at(3, 'tool_1'))
  return world
}

describe('another request of a call that has a booking', () => {
  test('for the same start is the same success', async () => {
    const world = await bookedAtThree()
    const again = await world.says(at(3, 'tool_2'))
    expect(again).toMatchObject({ outcome: 'booked', start: '2026-11-23T15:00:00-05:00' })
    expect(world.calendar.asked).not.toContain('patch')
    expect(world.calendar.events).toHaveLength(1)
  })

  test('for another start moves the one event', async () => {
    const world = await bookedAtThree()
    const moved = await world.says(at(4, 'tool_2'))
    expect(moved).toMatchObject({ booked: true, start: '2026-11-23T16:00:00-05:00' })
    expect(world.calendar.events).toMatchObject([{ start: pm(4), end: pm(4.5) }])
    expect(world.claims.rows()).toMatchObject([{ state: 'booked', slot: { start: pm(4) } }])
    expect(world.claims.rows()[0]?.from).toBeUndefined()
  })

  test('there and back again (3, 4, 3) ends where it began', async () => {
    const world = await bookedAtThree()
    await world.says(at(4, 'tool_2'))
    const back = await world.says(at(3, 'tool_3'))
    expect(back).toMatchObject({ booked: true, start: '2026-11-23T15:00:00-05:00' })
    expect(world.calendar.events).toMatchObject([{ start: pm(3), status: 'confirmed' }])
    expect(await world.says({ at: pm(4), call: 'call_2' })).toMatchObject({ booked: true })
  })

  test('may move into time its own event covers', async () => {
    const world = await bookedAtThree()
    const moved = await world.says(at(3.25, 'tool_2'))
    expect(moved).toMatchObject({ booked: true })
    expect(world.calendar.events).toMatchObject([{ start: pm(3.25) }])
  })

  test('to a time that is gone keeps the booking and offers others', async () => {
    const world = await bookedAtThree()
    world.calendar.others.push({ start: pm(4), end: pm(5) })
    const refused = await world.says(at(4, 'tool_2'))
    expect(refused).toMatchObject({ outcome: 'not_booked', reason: 'busy' })
    expect(world.calendar.events).toMatchObject([{ start: pm(3) }])
    expect(await world.says(at(3, 'tool_3'))).toMatchObject({ booked: true })
  })

  test('to another call’s time keeps both bookings', async () => {
    const world = await bookedAtThree()
    await world.says({ at: pm(4), call: 'call_2' })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'not_booked' })
    expect(world.calendar.standing().map((event) => event.start)).toEqual([pm(3), pm(4)])
  })

  test('whose event the broker deleted is booked anew under another id', async () => {
    const world = await bookedAtThree()
    for (const event of world.calendar.events) event.status = 'cancelled'
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ booked: true })
    expect(world.calendar.standing()).toMatchObject([{ start: pm(4) }])
    expect(new Set(world.calendar.events.map((event) => event.id)).size).toBe(2)
  })

  test('whose event the broker moved is moved from there', async () => {
    const world = await bookedAtThree()
    Object.assign(world.calendar.events[0] ?? {}, { start: pm(6), end: pm(6.5) })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ booked: true })
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
  })

  test('is moved although the answer to the patch was lost', async () => {
    const world = await bookedAtThree()
    world.calendar.strike({ on: 'patch', kind: 'lost' })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ booked: true })
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
  })

  test('that Google never confirms is heard as a hand-over and moved by the cycle, with no text to book by hand', async () => {
    const world = await bookedAtThree()
    world.calendar.strike({ on: 'patch', kind: 'hang', times: 0 })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'handed_over' })
    expect(world.claims.rows()).toMatchObject([{ state: 'unknown', from: { start: pm(3) } }])
    expect(await world.says({ at: pm(3), call: 'call_2' })).toMatchObject({ outcome: 'not_booked' })
    expect(await world.says({ at: pm(4), call: 'call_2' })).toMatchObject({ outcome: 'not_booked' })
    world.calendar.heal()
    await world.cycle(2)
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
    expect(world.claims.rows().filter((row) => row.state === 'booked')).toMatchObject([
      { slot: { start: pm(4) } },
    ])
    expect(world.handOvers.sent).toEqual([])
    expect(world.handOvers.told).toMatchObject([{ slot: { start: pm(4) } }])
  })

  test('is not moved back by an earlier patch that arrives late', async () => {
    const world = await bookedAtThree()
    world.calendar.strike({ on: 'patch', kind: 'late', ms: 30_000 })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ booked: true })
    expect(await world.says(at(3, 'tool_3'))).toMatchObject({ booked: true })
    await world.cycle(4)
    expect(world.calendar.events).toMatchObject([{ start: pm(3) }])
  })

  test('back to where the event still stands is not undone by a patch in between that arrives late', async () => {
    const world = await bookedAtThree()
    world.calendar.strike({ on: 'patch', kind: 'late', ms: 55_000, times: 0 })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'handed_over' })
    world.calendar.heal()
    expect(await world.says(at(3, 'tool_3'))).toMatchObject({ booked: true })
    await world.cycle(4)
    expect(world.calendar.events).toMatchObject([{ start: pm(3) }])
    expect(world.claims.rows()).toMatchObject([{ state: 'booked', slot: { start: pm(3) } }])
  })

  test('when the calendar cannot be read is heard as a hand-over and moved by the cycle', async () => {
    const world = await bookedAtThree()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'server', times: 1 })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'handed_over' })
    await world.cycle(1)
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
    expect(world.handOvers.sent).toEqual([])
  })

  test('after a hand-over is booked at the new time, and the unsent text is dropped', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    expect(await world.says(at(3, 'tool_1'))).toMatchObject({ outcome: 'handed_over' })
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'booked' })
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
    world.handOvers.deliver()
    expect(world.handOvers.sent).toEqual([])
  })

  test('after a hand-over whose text went out, the broker is told of the new time once', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    await world.says(at(3, 'tool_1'))
    world.handOvers.deliver()
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'booked' })
    expect(world.handOvers.told).toMatchObject([{ slot: { start: pm(4) } }])
  })

  test('after a hand-over and handed over again, asks the broker for the new time', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused', times: 0 })
    await world.says(at(3, 'tool_1'))
    await world.says(at(4, 'tool_2'))
    await world.says(at(3, 'tool_3'))
    world.handOvers.deliver()
    expect(world.handOvers.sent).toMatchObject([{ slot: { start: pm(3) } }])
    expect(world.claims.rows()).toMatchObject([{ state: 'handed_over', slot: { start: pm(3) } }])
  })

  test('after a hand-over that cannot be recalled now has it recalled by the cycle', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    await world.says(at(3, 'tool_1'))
    world.handOvers.state = 'down'
    const moved = await world.says(at(4, 'tool_2'))
    expect(moved).toMatchObject({ outcome: 'booked' })
    expect(await world.says(at(4, 'tool_3'))).toEqual(moved)
    world.handOvers.state = 'works'
    await world.run(world.settleOnce())
    expect(world.claims.rows()).toMatchObject([{ state: 'booked' }])
    world.handOvers.deliver()
    expect(world.handOvers.sent).toEqual([])
  })

  test('after an unknown outcome moves the event when it is there', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'lost' })
    world.calendar.strike({ on: 'get', kind: 'hang', times: 0 })
    world.calendar.strike({ on: 'insert', kind: 'hang', times: 0 })
    expect(await world.says(at(3, 'tool_1'))).toMatchObject({ outcome: 'handed_over' })
    world.calendar.heal()
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'booked' })
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
  })

  test('after an unknown outcome sends no second insert while the first may still land', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'late', ms: 40_000 })
    world.calendar.strike({ on: 'insert', kind: 'hang', times: 0 })
    expect(await world.says(at(3, 'tool_1'))).toMatchObject({ outcome: 'handed_over' })
    world.calendar.heal()
    expect(await world.says(at(4, 'tool_2'))).toMatchObject({ outcome: 'handed_over' })
    await world.cycle(4)
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
    expect(world.handOvers.sent).toEqual([])
    expect(world.handOvers.told).toMatchObject([{ slot: { start: pm(4) } }])
  })

  test('in flight at the same moment waits for the first and then moves it', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'slow', ms: 1500 })
    const one = world.ask(at(3, 'tool_1'))
    await world.clock.advance(200)
    const two = world.ask(at(4, 'tool_2'))
    const answers = await world.run(Promise.all([one, two]))
    expect(answers.map((answer) => answer.outcome)).toEqual(['booked', 'booked'])
    expect(world.calendar.events).toMatchObject([{ start: pm(4) }])
  })
})
