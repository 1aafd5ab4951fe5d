import { beforeEach, describe, expect, it } from 'vitest'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { outboxAlerts } from '../../../lib/messages/alerts.ts'
import { googleWatch } from '../../../lib/messages/google-watch.ts'
import { queueEpisodes } from '../../../lib/store/queue/episodes.ts'
import { watchQueue } from '../../../lib/store/watch-queue.ts'
import { watchSupabase } from '../../../lib/store/watch-supabase.ts'
import { fakeRemote } from '../store/fake-remote.ts'
import { deliveryWorld, type DeliveryWorld } from './delivery-world.ts'

let world: DeliveryWorld
const subjects = () => world.mail.mails.map((m) => m.subject.replace(/[:;] .*/, ''))

beforeEach(() => {
  world = deliveryWorld()
})

describe('alerts', () => {
  it('go by e-mail and, where a number is set, by text', async () => {
    const alerts = outboxAlerts({
      ...world.parts,
      episodes: queueEpisodes(world.queue),
      rules: { adminEmail: 'admin@example.com', adminPhone: '+14165550777' },
    })
    world.parts.rules = { ...world.parts.rules, adminPhone: '+14165550777' }
    await alerts.raise('supabase', { kind: 'supabase_down', since: world.clock.now(), waiting: 0 })
    await world.deliver()
    expect(world.mail.mails).toHaveLength(1)
    expect(world.texts()).toMatchObject([{ to: '+14165550777' }])
  })

  it('of one episode come once, also after a restart', async () => {
    const raise = () =>
      outboxAlerts({ ...world.parts, episodes: queueEpisodes(world.queue) }).raise('supabase', {
        kind: 'supabase_down',
        since: world.clock.now(),
        waiting: 0,
      })
    await raise()
    await world.clock.advance(60_000)
    await raise()
    await world.deliver()
    expect(world.mail.mails).toHaveLength(1)
  })

  it('are raised again after the episode ended', async () => {
    const { alerts } = world.parts
    const down = () => ({ kind: 'supabase_down' as const, since: world.clock.now(), waiting: 0 })
    await alerts.raise('supabase', down())
    await alerts.end('supabase')
    await world.clock.advance(1_000)
    await alerts.raise('supabase', down())
    await world.deliver()
    expect(world.mail.mails).toHaveLength(2)
  })
})

describe('the watch over Supabase in the cycle', () => {
  it('alerts once for a long outage, through restarts, and once for the recovery', async () => {
    const remote = fakeRemote()
    const { queue, clock } = world
    const checks = async (minutes: number) => {
      for (let i = 0; i < 2 * minutes; i++) {
        await watchSupabase({ ...world.parts, remote, queue }, deadlineIn(clock, 5_000))
        await world.deliver()
        await clock.advance(30_000)
      }
    }
    await checks(2)
    remote.down = 'unreachable'
    await checks(5)
    expect(subjects()).toEqual([])
    await checks(30)
    expect(subjects()).toEqual(['Supabase is unreachable since Tue Nov 24, 15:02 UTC'])
    remote.down = undefined
    await checks(10)
    expect(subjects().slice(1)).toEqual(['Supabase answers again'])
  })
})

describe('the watch over Google', () => {
  const watch = () => googleWatch(world.parts)

  it('alerts at the third failure in a row, once, and tells of the recovery', async () => {
    const google = watch()
    await google.failed('timeout', 'a')
    await google.failed('server', 'b')
    await world.deliver()
    expect(subjects()).toEqual([])
    for (const client of ['c', 'd', 'e']) await google.failed('unreachable', client)
    await google.succeeded('a')
    await google.succeeded('a')
    await world.deliver()
    expect(subjects()).toEqual(['Google Calendar is failing', 'Google Calendar works again'])
  })

  it('starts to count anew at every success', async () => {
    const google = watch()
    for (let i = 0; i < 5; i++) {
      await google.failed('timeout', 'a')
      await google.failed('timeout', 'a')
      await google.succeeded('b')
    }
    await world.deliver()
    expect(subjects()).toEqual([])
  })

  it('counts quota and refusals for their own client only', async () => {
    const google = watch()
    for (const client of ['a', 'b', 'c']) await google.failed('rate_limited', client)
    await google.failed('refused', 'a')
    await world.deliver()
    expect(subjects()).toEqual([])
    await google.failed('rate_limited', 'a')
    await world.deliver()
    expect(subjects()).toEqual(['Google Calendar is failing for client a'])
  })

  it.each(['invalid_grant', 'not_found', 'gone', 'conflict'] as const)(
    'takes %s for no failure of Google',
    async (kind) => {
      const google = watch()
      for (let i = 0; i < 5; i++) await google.failed(kind, 'a')
      await world.deliver()
      expect(subjects()).toEqual([])
    },
  )
})

describe('the watch over the queue', () => {
  it('reports operations set aside once', async () => {
    const { queue } = world
    const id = queue.pending.add({ table: 'bookings', operation: 'insert', payload: { id: 'b' } })
    queue.pending.poison(id, '22P02')
    for (let i = 0; i < 3; i++) await watchQueue({ ...world.parts, queue })
    await world.deliver()
    expect(world.mail.mails.map((m) => m.subject)).toEqual([
      expect.stringContaining('bookings insert: 22P02'),
    ])
  })

  it('alerts when the room runs out, once, and again only after there was room', async () => {
    const size = {
      pending: 0,
      poisoned: 0,
      messages: 0,
      bytes: 6e8,
      limitBytes: 1e9,
      freeBytes: 1e10,
    }
    const watched = (bytes: number) =>
      watchQueue({
        ...world.parts,
        queue: { pending: world.queue.pending, size: () => ({ ...size, bytes }) },
      })
    for (const bytes of [6e8, 7e8, 1e8]) {
      await watched(bytes)
      await world.clock.advance(1_000)
    }
    await watched(6e8)
    await world.deliver()
    expect(world.mail.mails).toHaveLength(2)
  })
})

describe('alerts while the mail server is down', () => {
  it('wait for it', async () => {
    world.mail.fails = new VendorFailure('smtp', 'unreachable')
    await world.parts.alerts.raise('x', { kind: 'sms_rejected', since: 0, code: '20003' })
    await world.cycles(120_000)
    world.mail.fails = undefined
    await world.cycles(600_000)
    expect(world.mail.mails).toHaveLength(1)
  })
})
