import { describe, expect, test } from 'vitest'
import { clientOfChannel } from '../../../lib/calendar/channel-token.ts'
import { watchTasks } from '../../../lib/calendar/watch-tasks.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { broker, day, hour, minute, monday9 } from './calendar-world.ts'
import { memoryChannels } from './memory-channels.ts'
import { address, brokerId, keys, watchWorld } from './watch-world.ts'

const none = { opened: 0, failed: 0, closed: 0 }
const meeting = {
  start: { dateTime: '2026-11-24T10:00:00-05:00' },
  end: { dateTime: '2026-11-24T11:00:00-05:00' },
}

describe('opening', () => {
  test('a connected client’s calendar is watched for a week, and its changes come with our token', async () => {
    const { round, memory, notified, google } = watchWorld()
    expect(await round()).toEqual({ ...none, opened: 1 })
    expect(memory.row(brokerId, 'primary')).toMatchObject({
      channel: { expiresAt: monday9 + 7 * day },
      dueAt: monday9 + 6 * day,
      attempts: 0,
    })
    google.addEvent(broker, meeting)
    expect(notified.map((sent) => [sent.address, sent.headers['x-goog-resource-state']])).toEqual([
      [address, 'sync'],
      [address, 'exists'],
    ])
    for (const { headers } of notified) {
      const [id = '', token = ''] = [headers['x-goog-channel-id'], headers['x-goog-channel-token']]
      expect(clientOfChannel(id, token, keys)).toBe(brokerId)
    }
  })

  test('every calendar that blocks the client is watched, each once', async () => {
    const { round, memory, google, asked, clock } = watchWorld()
    google.addCalendar(broker, { id: 'team@group.calendar.google.com' })
    const calendarIds = ['primary', 'team@group.calendar.google.com']
    memory.clients.set(brokerId, { isConnected: true, calendarIds })
    expect(await round()).toEqual({ ...none, opened: 2 })
    await clock.advance(hour)
    expect(await round()).toEqual(none)
    expect(asked()).toEqual(['POST watch', 'POST watch'])
  })

  test('clients are looked at every five minutes, not in every round', async () => {
    const { round, memory, clock, connect } = watchWorld()
    await round()
    connect('two')
    memory.clients.set('two', { isConnected: true, calendarIds: ['primary'] })
    await clock.advance(4 * minute)
    expect(await round()).toEqual(none)
    await clock.advance(minute)
    expect(await round()).toEqual({ ...none, opened: 1 })
  })

  test('of two processes that find the same calendar unwatched, one opens a channel', async () => {
    const { round, newWatch, asked } = watchWorld()
    const reports = await Promise.all([round(), round(newWatch())])
    expect(reports).toContainEqual({ ...none, opened: 1 })
    expect(reports).toContainEqual(none)
    expect(asked()).toEqual(['POST watch'])
  })

  test('more than a round can take is gone on with in the next', async () => {
    const { round, memory, connect } = watchWorld()
    for (let i = 0; i < 80; i++) {
      connect(`many-${i}`)
      memory.clients.set(`many-${i}`, { isConnected: true, calendarIds: ['primary'] })
    }
    const opened = [(await round()).opened, (await round()).opened, (await round()).opened]
    expect(opened).toEqual([50, 31, 0])
  })

  test('any number of clients is looked through', async () => {
    const { clients, store } = memoryChannels()
    for (let i = 0; i < 250; i++) {
      clients.set(`client-${i}`, { isConnected: true, calendarIds: ['primary'] })
    }
    const tasks = await watchTasks(store, monday9, deadlineIn(turnedClock(monday9), 1000))
    expect(new Set(tasks.map(({ clientId }) => clientId)).size).toBe(250)
  })
})

describe('renewing', () => {
  test('a channel is followed by the next before it ends, then stopped', async () => {
    const { round, memory, clock, asked, notified, google } = watchWorld()
    await round()
    const first = memory.row(brokerId, 'primary')?.channel
    await clock.advance(6 * day - minute)
    expect(await round()).toEqual(none)
    asked()
    await clock.advance(5 * minute)
    expect(await round()).toEqual({ ...none, opened: 1 })
    expect(asked()).toEqual(['POST watch', 'POST stop'])
    const second = memory.row(brokerId, 'primary')?.channel
    expect(second?.id).not.toBe(first?.id)
    notified.length = 0
    google.addEvent(broker, meeting)
    expect(notified.map(({ headers }) => headers['x-goog-channel-id'])).toEqual([second?.id])
  })

  test('after a week of standing still the calendar is watched anew', async () => {
    const { round, clock, asked } = watchWorld()
    await round()
    asked()
    await clock.advance(30 * day)
    expect(await round()).toEqual({ ...none, opened: 1 })
    expect(asked()).toEqual(['POST watch'])
  })
})

describe('failing', () => {
  const refused = { on: 'events.watch', kind: 'status', status: 400, times: 0 } as const
  const unsupported = { ...refused, reason: 'pushNotSupportedForRequestedResource' }

  test('a calendar that cannot be watched is noted and tried again later each time, a day at most', async () => {
    const { round, control, clock, notes, memory } = watchWorld()
    control.inject(unsupported)
    const waits: number[] = []
    for (let i = 0; i < 11; i++) {
      expect(await round()).toEqual({ ...none, failed: 1 })
      const { dueAt = 0 } = memory.row(brokerId, 'primary') ?? {}
      waits.push((dueAt - clock.now()) / minute)
      await clock.advance(dueAt - clock.now())
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440])
    expect(notes[0]).toEqual({
      event: 'calendar_not_watched',
      clientId: brokerId,
      failure: 'google: refused (pushNotSupportedForRequestedResource)',
    })
    control.clear()
    expect(await round()).toEqual({ ...none, opened: 1 })
    expect(memory.row(brokerId, 'primary')?.attempts).toBe(0)
  })

  test('an address Google does not take is told by Google’s own word for it', async () => {
    const { round, control, notes } = watchWorld()
    const reason = 'push.webhookUrlUnauthorized'
    control.inject({ on: 'events.watch', kind: 'status', status: 401, reason, times: 0 })
    expect(await round()).toEqual({ ...none, failed: 1 })
    expect(notes).toMatchObject([{ failure: `google: unauthorized (${reason})` }])
  })

  test('one client’s refusal keeps no other from being watched', async () => {
    const { round, control, memory, connect } = watchWorld()
    control.inject({ ...refused, reason: 'forbidden', status: 403, times: 1 })
    connect('two')
    memory.clients.set('two', { isConnected: true, calendarIds: ['primary'] })
    expect(await round()).toEqual({ ...none, opened: 1, failed: 1 })
  })

  test('while Google does not answer a round ends at the first call', async () => {
    const { round, control, memory, connect, asked } = watchWorld()
    control.inject({ on: 'events.watch', kind: 'reset', times: 0 })
    connect('two')
    memory.clients.set('two', { isConnected: true, calendarIds: ['primary'] })
    expect(await round()).toEqual(none)
    expect(asked()).toEqual(['POST watch'])
  })

  test('a renewal that fails leaves the open channel open', async () => {
    const { round, control, clock, memory } = watchWorld()
    await round()
    const before = memory.row(brokerId, 'primary')?.channel
    await clock.advance(6 * day)
    control.inject({ on: 'events.watch', kind: 'status', status: 503 })
    await round()
    expect(memory.row(brokerId, 'primary')?.channel).toEqual(before)
    await clock.advance(5 * minute)
    expect(await round()).toEqual({ ...none, opened: 1 })
  })

  test('a client whose consent is gone is noted', async () => {
    const { round, rows, notes } = watchWorld()
    rows.delete(brokerId)
    expect(await round()).toEqual({ ...none, failed: 1 })
    expect(notes).toMatchObject([{ failure: 'google: invalid_grant (not_connected)' }])
  })
})

describe('closing', () => {
  test('disconnecting stops every channel and leaves no row', async () => {
    const { round, close, memory, asked, notified, google } = watchWorld()
    await round()
    asked()
    await close()
    expect(asked()).toEqual(['POST stop'])
    expect(memory.row(brokerId, 'primary')).toBeUndefined()
    notified.length = 0
    google.addEvent(broker, meeting)
    expect(notified).toEqual([])
  })

  test('disconnecting goes on where a channel cannot be stopped, or nothing is known of any', async () => {
    const { round, close, memory, control, notes } = watchWorld()
    await round()
    control.inject({ on: 'channels.stop', kind: 'status', status: 404 })
    await close()
    expect(memory.row(brokerId, 'primary')).toBeUndefined()
    memory.cutOff(true)
    await close()
    expect(notes).toEqual([
      { event: 'channel_not_stopped', clientId: brokerId, failure: 'google: not_found (notFound)' },
      { event: 'channels_not_closed', clientId: brokerId, failure: 'supabase: unreachable' },
    ])
  })

  test('a calendar no longer wanted is stopped; without consent it is only forgotten', async () => {
    const { round, memory, clock, asked, connect } = watchWorld()
    connect('two')
    memory.clients.set('two', { isConnected: true, calendarIds: ['primary'] })
    await round()
    asked()
    memory.clients.set(brokerId, { isConnected: true, calendarIds: [] })
    memory.clients.set('two', { isConnected: false, calendarIds: [] })
    await clock.advance(5 * minute)
    expect(await round()).toEqual({ ...none, closed: 2 })
    expect(asked()).toEqual(['POST stop'])
    expect(memory.row(brokerId, 'primary')).toBeUndefined()
    expect(memory.row('two', 'primary')).toBeUndefined()
  })
})
