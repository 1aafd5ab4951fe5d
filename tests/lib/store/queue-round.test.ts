import { expect, test } from 'vitest'
import type { Booking } from '../../../lib/booking/booking.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { queueRound } from '../../../lib/store/queue-round.ts'
import { deliveryWorld } from '../messages/delivery-world.ts'
import { fakeRemote } from './fake-remote.ts'

const start = Date.parse('2026-11-25T20:00:00Z')
const booking: Booking = {
  id: 'booking-1',
  clientId: 'broker',
  requestKey: 'tool-1',
  state: 'booked',
  version: 2,
  slot: { start, end: start + 1_800_000 },
  guards: true,
  calendarId: 'primary',
  attempt: 1,
  wish: { zone: 'America/Toronto', customer: { name: 'Ann Lee' } },
  answers: {},
  conflict: false,
}

test('a claim that collides on its way to Supabase is kept, and the broker is told once', async () => {
  const world = deliveryWorld()
  const { queue, clock } = world
  const remote = fakeRemote()
  world.contacts.set('broker', {
    email: 'b@example.com',
    businessPhone: '+14165550111',
    zone: 'America/Toronto',
  })
  const round = () =>
    queueRound({ ...world.parts, queue, remote, holder: 'one' }, deadlineIn(clock, 25_000))
  const operation = { table: 'bookings', operation: 'insert', payload: booking } as const
  remote.down = 'unreachable'
  queue.pending.add({ ...operation, clientId: 'broker' })
  expect(await round()).toEqual({ isSupabaseUp: false })
  remote.down = undefined
  remote.collides.add(booking.id)
  expect(await round()).toMatchObject({ isSupabaseUp: true, replay: { conflicts: 1 } })
  queue.pending.add({ ...operation, operation: 'update', clientId: 'broker' })
  await round()
  await world.cycles(60_000)
  expect(world.texts().map((text) => text.body.split('\n')[0])).toEqual([
    'Two bookings overlap: Ann Lee, Wed Nov 25, 3:00 PM Eastern time. Please move one of them.',
  ])
})

test('a claim that collides where its booking no longer stands is not worth a word to the broker', async () => {
  const world = deliveryWorld()
  const { queue, clock } = world
  const remote = fakeRemote()
  remote.collides.add(booking.id)
  await queue.claims.adopt({ ...booking, version: booking.version + 1 })
  queue.pending.add({
    table: 'bookings',
    operation: 'insert',
    payload: booking,
    clientId: 'broker',
  })
  const round = { ...world.parts, queue, remote, holder: 'one' }
  expect(await queueRound(round, deadlineIn(clock, 25_000))).toMatchObject({
    replay: { conflicts: 1 },
  })
  expect(await queue.outbox.open(9)).toEqual([])
})
