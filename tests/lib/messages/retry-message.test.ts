import { expect, test } from 'vitest'
import { VendorFailure } from '../../../lib/failure.ts'
import { retryMessages } from '../../../lib/messages/retry-message.ts'
import { deliveryWorld } from './delivery-world.ts'

const slot = { start: 0, end: 1 }

test('a message nobody could be told of goes out again when the operator says so', async () => {
  const world = deliveryWorld()
  world.mail.fails = new VendorFailure('smtp', 'refused', { code: '550' })
  await world.queue.outbox.add({
    id: 'hand-over',
    clientId: 'broker',
    content: { kind: 'hand_over', customer: 'Ann', slot, zone: 'UTC' },
    failureIds: ['failure-1'],
    createdAt: world.clock.now(),
  })
  await world.cycles(60_000)
  world.mail.fails = undefined
  world.contacts.set('broker', {
    email: 'b@example.com',
    businessPhone: '+14165550111',
    zone: 'UTC',
  })
  await world.cycles(600_000)
  expect(world.texts()).toEqual([])
  expect(await retryMessages(world.queue.outbox, 'another', world.clock.now())).toBe(0)
  expect(await retryMessages(world.queue.outbox, 'failure-1', world.clock.now())).toBe(1)
  await world.cycles(60_000)
  expect(world.texts()).toHaveLength(1)
  expect(await retryMessages(world.queue.outbox, 'failure-1', world.clock.now())).toBe(0)
})
