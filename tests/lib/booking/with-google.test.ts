import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../../lib/local/control.ts'
import { bookingWorld, pm } from '../../support/booking-world.ts'
import { calendarWorld, client as clientId } from '../calendar/calendar-world.ts'
import { queueFile } from '../store/queue-file.ts'

/** Booking with claims on the disk, Google's own client, and Google's stand-in. */
function realWorld() {
  const google = calendarWorld()
  const { clock, calendar } = google
  const { claims } = queueFile(clock).queue
  const world = bookingWorld({ clock, calendar, claims })
  const says = (at: number, call: string, key: string = randomUUID()) =>
    world.says({ at, call, key, client: { id: clientId } })
  const standing = () => google.google.events().filter((event) => event.status !== 'cancelled')
  const strike = (...faults: Fault[]) => faults.forEach((fault) => google.control.inject(fault))
  const starts = () => standing().map((event) => Date.parse(event.start.dateTime ?? ''))
  const heal = () => google.control.clear()
  const deleteAll = async () => {
    for (const { id } of standing()) await google.deleteEvent(id)
  }
  return {
    ...world,
    deleteAll,
    says,
    standing,
    strike,
    starts,
    heal,
    events: google.google.events,
    claims,
  }
}

describe('booking through Google’s own client', () => {
  test('puts one event with the customer’s details into the calendar', async () => {
    const { says, standing } = realWorld()
    expect(await says(pm(3), 'call_1')).toMatchObject({ outcome: 'booked' })
    expect(standing()).toMatchObject([
      {
        summary: 'Call with Jordan Reyes',
        start: { dateTime: '2026-11-23T15:00:00-05:00', timeZone: 'America/Toronto' },
        extendedProperties: { private: { callId: 'call_1' } },
      },
    ])
  })

  test('tells the winner of an insert whose answer was lost, and books once', async () => {
    const { says, standing, strike } = realWorld()
    strike({ on: 'events.insert', kind: 'lost' })
    expect(await says(pm(3), 'call_1')).toMatchObject({ outcome: 'booked' })
    expect(standing()).toHaveLength(1)
  })

  test('books once although Google takes the id twice', async () => {
    const { says, standing, strike } = realWorld()
    strike({ on: 'events.insert', kind: 'twice', times: 0 })
    strike({ on: 'events.insert', kind: 'lost' })
    expect(await says(pm(3), 'call_1')).toMatchObject({ outcome: 'booked' })
    expect(standing()).toHaveLength(1)
  })

  test('books once although the first insert lands after the repeat', async () => {
    const { says, standing, strike, clock } = realWorld()
    strike({ on: 'events.insert', kind: 'late', ms: 20_000 })
    expect(await says(pm(3), 'call_1')).toMatchObject({ outcome: 'booked' })
    await clock.advance(60_000)
    await says(pm(5), 'call_2')
    expect(standing()).toHaveLength(2)
  })

  test('hands over what Google never answers, and settles it when the insert lands after all', async () => {
    const { says, strike, heal, cycle, starts, handOvers, claims } = realWorld()
    strike({ on: 'events.insert', kind: 'late', ms: 45_000 })
    strike({ on: 'events.insert', kind: 'hang', times: 0 })
    strike({ on: 'events.get', kind: 'hang', times: 0 })
    expect(await says(pm(3), 'call_1', 'tool_1')).toMatchObject({ outcome: 'handed_over' })
    heal()
    await cycle(6)
    expect(starts()).toEqual([pm(3)])
    expect(handOvers.sent).toEqual([])
    expect(handOvers.told).toHaveLength(1)
    const query = { clientId, requestKey: 'tool_1' }
    expect(await claims.find(query, undefined as never)).toMatchObject({ state: 'booked' })
  })

  test('moves there and back (3, 4, 3) with one event, also past a lost answer', async () => {
    const { says, strike, starts, events } = realWorld()
    await says(pm(3), 'call_1')
    strike({ on: 'events.patch', kind: 'lost' })
    expect(await says(pm(4), 'call_1')).toMatchObject({ outcome: 'booked' })
    expect(starts()).toEqual([pm(4)])
    expect(await says(pm(3), 'call_1')).toMatchObject({ outcome: 'booked' })
    expect(starts()).toEqual([pm(3)])
    expect(events()).toHaveLength(1)
  })

  test('is not moved back by an earlier patch that lands late', async () => {
    const { says, strike, starts, clock } = realWorld()
    await says(pm(3), 'call_1')
    strike({ on: 'events.patch', kind: 'late', ms: 30_000 })
    expect(await says(pm(4), 'call_1')).toMatchObject({ outcome: 'booked' })
    expect(await says(pm(3), 'call_1')).toMatchObject({ outcome: 'booked' })
    await clock.advance(60_000)
    await says(pm(5), 'call_2')
    expect(starts()).toEqual([pm(3), pm(5)])
  })

  test('books anew what the broker deleted, for the same call and for another', async () => {
    const { says, standing, deleteAll, starts } = realWorld()
    await says(pm(3), 'call_1')
    await deleteAll()
    expect(await says(pm(3), 'call_2')).toMatchObject({ outcome: 'booked' })
    expect(standing()).toHaveLength(1)
    expect(await says(pm(4), 'call_1')).toMatchObject({ outcome: 'booked' })
    expect(starts()).toEqual([pm(3), pm(4)])
  })

  test('of fifty calls for overlapping times gives exactly one the event, answers lost or not', async () => {
    const { ask, run, standing, strike } = realWorld()
    strike({ on: 'events.insert', kind: 'lost', times: 0 })
    const all = Array.from({ length: 50 }, (_, i) =>
      ask({ at: pm(3 + (i % 2) / 4), call: `call_${i}`, client: { id: clientId } }),
    )
    const answers = await run(Promise.all(all))
    expect(standing()).toHaveLength(1)
    expect(answers.filter((answer) => answer.booked)).toHaveLength(1)
  })

  test.each<Fault[]>([
    [{ on: '*', kind: 'hang', times: 0 }],
    [{ on: '*', kind: 'reset', times: 0 }],
    [{ on: '*', kind: 'status', status: 429, reason: 'rateLimitExceeded', times: 0 }],
    [{ on: '*', kind: 'status', status: 503, reason: 'backendError', times: 0 }],
  ])('answers by the deadline and loses nobody with %j', async (fault) => {
    const { says, strike, handOvers, clock } = realWorld()
    strike(fault)
    const begun = clock.now()
    const answers = await Promise.all([says(pm(2), 'call_1'), says(pm(3), 'call_2')])
    expect(clock.now() - begun).toBeLessThanOrEqual(6100)
    expect(answers.map((answer) => answer.message)).toEqual([
      'Your call is set for today at 2 PM.',
      'Your call is set for today at 3 PM.',
    ])
    handOvers.deliver()
    expect(handOvers.sent).toHaveLength(2)
  })
})
