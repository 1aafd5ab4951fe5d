import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import type { CalendarChannels, WatchedClient } from '../../../lib/store/calendar-channels.ts'

/** Channels, and a way to add a client with these settings. */
export type Channels = {
  channels: CalendarChannels
  addClient: (of: { isConnected: boolean; calendarIds: string[] }) => Promise<string>
}

const soon = () => deadlineIn(systemClock, 20_000)
const at = Date.parse('2026-11-23T14:00:00.123Z')

/** What the watch relies on in a store of channels. */
export function channelsContract(open: () => Promise<Channels>): void {
  let channels: CalendarChannels
  let addClient: Channels['addClient']
  beforeAll(async () => {
    ;({ channels, addClient } = await open())
  })
  const connected = { isConnected: true, calendarIds: ['primary'] }
  const everyone = async () => {
    const all: WatchedClient[] = []
    for (let after: string | undefined; ;) {
      const page = await channels.page({ after, limit: 1 }, soon())
      if (page.length === 0) return all
      all.push(...page)
      after = page.at(-1)?.clientId
    }
  }

  test('of many who take a turn at once one gets it, the first time and each time after', async () => {
    const clientId = await addClient(connected)
    const turn = { clientId, calendarId: 'primary', dueAt: at }
    const first = await Promise.all(Array.from({ length: 8 }, () => channels.take(turn, soon())))
    expect(first.filter(Boolean)).toHaveLength(1)
    const [seen] = await channels.of(clientId, soon())
    expect(seen).toEqual({ calendarId: 'primary', dueAt: at, attempts: 1 })
    const next = { ...turn, seen, dueAt: at + 300_000 }
    const second = await Promise.all(Array.from({ length: 8 }, () => channels.take(next, soon())))
    expect(second.filter(Boolean)).toHaveLength(1)
    expect(await channels.of(clientId, soon())).toMatchObject([{ attempts: 2 }])
  })

  test('an opened channel is remembered until it is removed', async () => {
    const clientId = await addClient(connected)
    const calendarId = 'team,(x)@group.calendar.google.com'
    await channels.take({ clientId, calendarId, dueAt: at }, soon())
    const channel = { id: randomUUID(), resourceId: 'r', expiresAt: at + 1000 }
    await channels.opened({ clientId, calendarId, channel, dueAt: at + 500 }, soon())
    const row = { calendarId, channel, dueAt: at + 500, attempts: 0 }
    expect(await channels.of(clientId, soon())).toEqual([row])
    expect(await everyone()).toContainEqual({ clientId, ...connected, rows: [row] })
    await channels.remove({ clientId, calendarId: 'primary' }, soon())
    expect(await channels.of(clientId, soon())).toHaveLength(1)
    await channels.remove({ clientId, calendarId }, soon())
    expect(await channels.of(clientId, soon())).toEqual([])
  })

  test('all of a client’s are removed at once, and no other’s', async () => {
    const [one, two] = [await addClient(connected), await addClient(connected)]
    for (const clientId of [one, two]) {
      for (const calendarId of ['primary', 'team@group.calendar.google.com']) {
        await channels.take({ clientId, calendarId, dueAt: at }, soon())
      }
    }
    await channels.remove({ clientId: one }, soon())
    expect(await channels.of(one, soon())).toEqual([])
    expect(await channels.of(two, soon())).toHaveLength(2)
  })

  test('a channel opened for what was removed meanwhile leaves nothing', async () => {
    const clientId = await addClient(connected)
    const channel = { id: randomUUID(), resourceId: 'r', expiresAt: at }
    await channels.opened({ clientId, calendarId: 'primary', channel, dueAt: at }, soon())
    expect(await channels.of(clientId, soon())).toEqual([])
  })

  test('every client is shown once, with the calendars to watch', async () => {
    const two = { isConnected: true, calendarIds: ['primary', 'team@group.calendar.google.com'] }
    const gone = { isConnected: false, calendarIds: [] }
    const ids = [await addClient(two), await addClient(gone)]
    const all = await everyone()
    expect(new Set(all.map(({ clientId }) => clientId)).size).toBe(all.length)
    expect(all).toContainEqual({ clientId: ids[0], ...two, rows: [] })
    expect(all).toContainEqual({ clientId: ids[1], ...gone, rows: [] })
  })
}
