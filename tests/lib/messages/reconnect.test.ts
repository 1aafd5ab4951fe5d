import { beforeEach, expect, test } from 'vitest'
import type { FailureRecord } from '../../../lib/messages/outbox.ts'
import { reconnectNotices } from '../../../lib/messages/reconnect.ts'
import { queueEpisodes } from '../../../lib/store/queue/episodes.ts'
import { deliveryWorld, type DeliveryWorld } from './delivery-world.ts'

let world: DeliveryWorld
beforeEach(() => {
  world = deliveryWorld()
  world.contacts.set('broker', { email: 'broker@example.com', zone: 'America/Toronto' })
})

/** The notices of a process. */
function notices(
  recordFailure = async (failure: FailureRecord) => void world.failures.push(failure),
) {
  const { clock, queue } = world
  return reconnectNotices({
    outbox: queue.outbox,
    episodes: queueEpisodes(queue),
    recordFailure,
    link: (clientId) => `https://calendar.example/auth/google?link=${clientId}`,
    clock,
  })
}
const mails = () => world.mail.mails.map(({ to }) => to)

test('a consent that is lost is told to the client once, and to the failure log each time', async () => {
  await notices().lost('broker')
  await world.clock.advance(60_000)
  await notices().lost('broker')
  await world.deliver()
  expect(mails()).toEqual(['broker@example.com'])
  expect(world.mail.mails[0]?.text).toContain('?link=broker')
  expect(world.failures).toMatchObject([
    { errorType: 'oauth_refresh', clientId: 'broker', message: 'invalid_grant' },
    { errorType: 'oauth_refresh', clientId: 'broker', message: 'invalid_grant' },
  ])
})

test('a consent lost long after a failure that passed is told', async () => {
  await notices().failed('broker', '503')
  await world.deliver()
  await world.clock.advance(30 * 86_400_000)
  await notices().lost('broker')
  await world.deliver()
  expect(mails()).toHaveLength(2)
})

test('the client is told also where the failure log takes nothing', async () => {
  const full = notices(async () => {
    throw new Error('the queue is full')
  })
  await expect(full.failed('broker', '503')).rejects.toThrow('full')
  await world.deliver()
  expect(mails()).toHaveLength(1)
})

test('after a new consent the next loss is told again', async () => {
  await notices().lost('broker')
  await notices().rearm('broker')
  await world.clock.advance(1000)
  await notices().lost('broker')
  await world.deliver()
  expect(mails()).toHaveLength(2)
})
