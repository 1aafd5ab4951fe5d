import { beforeEach, expect, test } from 'vitest'
import { deadlineIn } from '../../../lib/deadline.ts'
import { watchGoogleRecord, type GoogleRecord } from '../../../lib/messages/google-log-watch.ts'
import { deliveryWorld, type DeliveryWorld } from './delivery-world.ts'

const minute = 60_000
let world: DeliveryWorld
let start = 0

beforeEach(() => {
  world = deliveryWorld()
  start = world.clock.now()
})

/** Watches a record whose times are minutes from the start, and gives the subjects mailed so far. */
async function watched(failures: number[], lastBooked?: number): Promise<string[]> {
  const record: GoogleRecord = {
    failures: failures.map((at) => start + at * minute),
    ...(lastBooked === undefined ? {} : { lastBooked: start + lastBooked * minute }),
  }
  await watchGoogleRecord(
    { ...world.parts, read: async () => record },
    deadlineIn(world.clock, 1_000),
  )
  await world.deliver()
  return world.mail.mails.map((mail) => mail.subject.split(':')[0] ?? '')
}

test('three failures without a booking between them alert once', async () => {
  await world.clock.advance(10 * minute)
  expect(await watched([5, 4])).toEqual([])
  expect(await watched([6, 5, 4], 3)).toEqual(['Google Calendar is failing'])
  expect(await watched([7, 6, 5], 3)).toHaveLength(1)
})

test('a booking among them is no row', async () => {
  await world.clock.advance(10 * minute)
  expect(await watched([6, 5, 4], 4.5)).toEqual([])
})

test('failures spread over more than half an hour are no row', async () => {
  await world.clock.advance(60 * minute)
  expect(await watched([59, 45, 20])).toEqual([])
})

test('a booking after them is the recovery, told once, and re-arms', async () => {
  await world.clock.advance(10 * minute)
  await watched([6, 5, 4])
  expect(await watched([6, 5, 4], 8)).toEqual([
    'Google Calendar is failing',
    'Google Calendar works again',
  ])
  expect(await watched([6, 5, 4], 8)).toHaveLength(2)
  await world.clock.advance(10 * minute)
  expect(await watched([19, 18, 17], 8)).toHaveLength(3)
})

test('half an hour of quiet ends the episode too', async () => {
  await world.clock.advance(10 * minute)
  await watched([6, 5, 4])
  await world.clock.advance(40 * minute)
  expect(await watched([6, 5, 4])).toHaveLength(2)
})
