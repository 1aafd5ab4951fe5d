import { describe, expect, test } from 'vitest'
import { book, repeatedAnswer } from '../../../lib/booking/book.ts'
import { bookingWorld, pm } from '../../support/booking-world.ts'

const first = { at: pm(3), call: 'call_1', key: 'tool_1' }

describe('the same request again', () => {
  test('gets the same answer and no second event', async () => {
    const world = bookingWorld()
    const answer = await world.says(first)
    expect(await world.says(first)).toEqual(answer)
    expect(world.calendar.events).toHaveLength(1)
  })

  test('in another length says how long the booking is, and leaves it as it is', async () => {
    const world = bookingWorld()
    await world.says(first)
    const request = world.requestOf({ ...first, key: 'tool_2' })
    const longer = { ...request, slot: { start: pm(3), end: pm(4) } }
    expect(await world.run(book(longer, world.deps))).toMatchObject({
      outcome: 'booked',
      end: '2026-11-23T15:30:00-05:00',
      message: expect.stringMatching(/^You are booked for .*3 PM, for 30 minutes\.$/),
    })
    expect(world.calendar.standing()).toMatchObject([{ start: pm(3), end: pm(3.5) }])
  })

  test('gets its first answer after the call moved on, and moves nothing back', async () => {
    const world = bookingWorld()
    const answer = await world.says(first)
    await world.says({ ...first, at: pm(4), key: 'tool_2' })
    expect(await world.says(first)).toEqual(answer)
    expect(world.calendar.standing()).toMatchObject([{ start: pm(4) }])
  })

  test('gets its answer after its time has become too soon to book', async () => {
    const world = bookingWorld()
    const answer = await world.says(first)
    world.clock.set(pm(3) + 1)
    expect(await world.says(first)).toEqual(answer)
    const other = { ...first, key: 'tool_2' }
    expect(await world.says(other)).toMatchObject({ booked: true, start: answer.start })
  })

  test('need not be understood to be answered', async () => {
    const world = bookingWorld()
    const answer = await world.says(first)
    const request = world.requestOf(first)
    expect(await repeatedAnswer(request, world.deps)).toEqual(answer)
    const other = world.requestOf({ ...first, key: 'tool_2' })
    expect(await repeatedAnswer(other, world.deps)).toBeUndefined()
  })

  test('is served like a new one when nobody can say what was answered', async () => {
    const world = bookingWorld()
    const request = world.requestOf(first)
    const find = () => Promise.reject(new Error('unreachable'))
    const deps = { ...world.deps, claims: { ...world.deps.claims, find } }
    expect(await repeatedAnswer(request, deps)).toBeUndefined()
    expect(world.notes).toEqual([{ repeated: 'supabase: unreachable' }])
  })

  test('is looked at anew when it was not booked', async () => {
    const world = bookingWorld()
    world.calendar.others.push({ start: pm(3), end: pm(4) })
    expect(await world.says(first)).toMatchObject({ outcome: 'not_booked' })
    world.calendar.others.length = 0
    expect(await world.says(first)).toMatchObject({ outcome: 'booked' })
  })

  test('keeps a hand-over a hand-over, and sends one text', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'busy', kind: 'fail', as: 'refused' })
    const answer = await world.says(first)
    expect(answer.outcome).toBe('handed_over')
    expect(await world.says(first)).toEqual(answer)
    expect(world.handOvers.waiting).toHaveLength(1)
    expect(world.calendar.events).toEqual([])
  })

  test('waits for the first while that is under way', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'slow', ms: 2000 })
    const one = world.ask(first)
    await world.clock.advance(300)
    const two = world.ask(first)
    const answers = await world.run(Promise.all([one, two]))
    expect(answers[0]).toMatchObject({ booked: true })
    expect(answers[1]).toEqual(answers[0])
    expect(world.calendar.events).toHaveLength(1)
  })

  test('waits through a first try that is not booked, and tries itself', async () => {
    const world = bookingWorld()
    world.calendar.others.push({ start: pm(3), end: pm(4) })
    world.calendar.strike({ on: 'busy', kind: 'slow', ms: 1000 })
    const one = world.ask(first)
    await world.clock.advance(300)
    const two = world.ask(first)
    const answers = await world.run(Promise.all([one, two]))
    expect(answers.map((answer) => answer.outcome)).toEqual(['not_booked', 'not_booked'])
  })

  test('hears a hand-over when its own time runs out before the first is done', async () => {
    const world = bookingWorld()
    world.calendar.strike({ on: 'insert', kind: 'slow', ms: 4000 })
    const one = world.ask({ ...first, deadlineMs: 20_000 })
    await world.clock.advance(300)
    const two = await world.run(world.ask({ ...first, deadlineMs: 1000 }))
    expect(two).toMatchObject({
      outcome: 'handed_over',
      message: 'Your call is set for today at 3 PM.',
    })
    expect(await world.run(one)).toMatchObject({ booked: true })
    expect(world.handOvers.waiting).toEqual([])
    expect(world.calendar.events).toHaveLength(1)
  })

  test('without a call id only its own key makes it the same', async () => {
    const world = bookingWorld()
    const one = await world.says({ at: pm(3), key: 'key_1' })
    expect(await world.says({ at: pm(3), key: 'key_1' })).toEqual(one)
    expect(await world.says({ at: pm(3), key: 'key_2' })).toMatchObject({ outcome: 'not_booked' })
    expect(await world.says({ at: pm(4) })).toMatchObject({ booked: true })
    expect(await world.says({ at: pm(5) })).toMatchObject({ booked: true })
    expect(world.calendar.standing()).toHaveLength(3)
  })

  test('of one client is another request at another', async () => {
    const world = bookingWorld()
    await world.says(first)
    const client = { id: '00000000-0000-4000-8000-000000000002' }
    await world.says({ ...first, at: pm(4), client })
    expect(world.calendar.standing()).toHaveLength(2)
  })
})
