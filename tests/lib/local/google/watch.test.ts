import { expect, test } from 'vitest'
import { isOnLoopback } from '../../../../lib/local/google/deliver.ts'
import { allScopes, broker, googleWorld, monday9 } from './google-world.ts'
import { refusal } from './refusal.ts'

const calendarId = 'primary'
const channel = {
  id: 'b4e7c2a0-0000-4000-8000-000000000001',
  type: 'web_hook',
  address: 'https://us.example/calendar-changed',
  token: 't1',
}
const meeting = {
  start: { dateTime: '2026-11-24T10:00:00-05:00' },
  end: { dateTime: '2026-11-24T11:00:00-05:00' },
}

type World = ReturnType<typeof googleWorld>
const watch = (world: World, change: object = {}) =>
  world.api.events.watch({ calendarId, requestBody: { ...channel, ...change } })
const stop = ({ api }: World, id: string, resourceId: string | null | undefined) =>
  api.channels.stop({ requestBody: { id, resourceId: resourceId ?? '' } })

test('a watched calendar sends a notification at once and at every change, until stopped', async () => {
  const world = googleWorld()
  const { data } = await watch(world)
  await world.api.events.insert({ calendarId, requestBody: meeting })
  world.addEvent(broker, meeting)
  await stop(world, channel.id, data.resourceId)
  await world.api.events.insert({ calendarId, requestBody: meeting })
  expect(world.delivered).toMatchObject([
    { address: channel.address, 'x-goog-resource-state': 'sync', 'x-goog-message-number': '1' },
    {
      'x-goog-channel-id': channel.id,
      'x-goog-channel-token': 't1',
      'x-goog-resource-id': data.resourceId,
      'x-goog-resource-state': 'exists',
      'x-goog-message-number': '2',
    },
    { 'x-goog-resource-state': 'exists', 'x-goog-message-number': '3' },
  ])
})

test('a channel lasts as long as was asked for, a week when nothing was', async () => {
  const world = googleWorld()
  const lasts = async (change: object) =>
    Number((await watch(world, change)).data.expiration) - monday9
  expect(await lasts({ params: { ttl: '3600' } })).toBe(3_600_000)
  expect(await lasts({ id: 'two' })).toBe(7 * 86_400_000)
  world.turn(3_600_001)
  world.addEvent(broker, meeting)
  expect(world.delivered.map((sent) => sent['x-goog-channel-id'])).toEqual([
    channel.id,
    'two',
    'two',
  ])
})

test('a change of another calendar is not told', async () => {
  const world = googleWorld()
  world.addCalendar(broker, { id: 'team@group.calendar.google.com' })
  await watch(world)
  world.addEvent(broker, meeting, 'team@group.calendar.google.com')
  expect(world.delivered).toHaveLength(1)
})

test.each([
  ['no id', { id: '' }, [400, 'required']],
  ['no address', { address: '' }, [400, 'required']],
  ['an id of more than 64 characters', { id: 'x'.repeat(65) }, [400, 'invalid']],
  ['a token of more than 256 characters', { token: 'x'.repeat(257) }, [400, 'invalid']],
  ['plain http', { address: 'http://us.example/' }, [400, 'push.webhookUrlNotHttps']],
  ['plain http here', { address: 'http://127.0.0.1:3000/' }, [400, 'push.webhookUrlNotHttps']],
])('%s is refused', async (_name, change, refused) => {
  expect(await refusal(watch(googleWorld(), change))).toEqual(refused)
})

test('an id once used is refused, also when its channel has ended', async () => {
  const world = googleWorld()
  await watch(world, { params: { ttl: '1' } })
  world.turn(2000)
  expect(await refusal(watch(world))).toEqual([400, 'channelIdNotUnique'])
})

test('a channel nobody opened, or another account did, cannot be stopped', async () => {
  const world = googleWorld()
  const { data } = await watch(world)
  expect(await refusal(stop(world, 'other', data.resourceId))).toEqual([404, 'notFound'])
  expect(await refusal(stop(world, channel.id, 'other'))).toEqual([404, 'notFound'])
  world.addAccount('stranger@example.com')
  const { accessToken } = world.issueTokens('stranger@example.com', allScopes)
  const theirs = { ...world, api: world.client(accessToken) }
  expect(await refusal(stop(theirs, channel.id, data.resourceId))).toEqual([404, 'notFound'])
})

test('either calendar scope lets one watch; none of them is refused with 403', async () => {
  const scope = 'https://www.googleapis.com/auth/calendar.'
  for (const name of ['events.freebusy', 'events.owned']) {
    expect((await watch(googleWorld([scope + name]))).status).toBe(200)
  }
  const without = googleWorld([`${scope}calendarlist.readonly`])
  expect(await refusal(watch(without))).toEqual([403, 'insufficientPermissions'])
})

test('notifications never leave this machine', () => {
  expect(isOnLoopback('http://127.0.0.1:3000/calendar-changed')).toBe(true)
  for (const address of ['http://127.0.0.1.example/', 'http://10.0.0.1/', 'https://us.example/']) {
    expect(isOnLoopback(address)).toBe(false)
  }
})
