import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import type { PendingOperation, Queue } from '../../../lib/store/queue.ts'
import { replay } from '../../../lib/store/replay.ts'
import { fakeRemote, type FakeRemote } from './fake-remote.ts'
import { queueFile } from './queue-file.ts'

let clock = turnedClock(0)
let remote: FakeRemote
let queue: Queue
let told: unknown[]
const operation = (id: string, clientId = 'a', more: Partial<PendingOperation> = {}) => ({
  table: 'failure_logs',
  operation: 'insert' as const,
  payload: { id },
  clientId,
  ...more,
})
const run = (holder = 'one') =>
  replay(
    {
      queue,
      remote,
      clock,
      holder,
      onConflict: async ({ payload }) => void told.push(payload['id']),
    },
    deadlineIn(clock, 60_000),
  )
const arrived = (clientId: string) =>
  remote.log.filter((o) => o.clientId === clientId).map((o) => o.payload['id'])

beforeEach(() => {
  clock = turnedClock(Date.parse('2026-11-24T15:00:00Z'))
  remote = fakeRemote()
  queue = queueFile(clock).queue
  told = []
})

describe('a replay', () => {
  it('brings each client’s operations in their order and clears the queue', async () => {
    for (let i = 0; i < 250; i++) queue.pending.add(operation(`${i}`, i % 2 ? 'a' : 'b'))
    expect(await run()).toMatchObject({ written: 250, stopped: false, busy: false })
    expect(arrived('a')).toEqual(Array.from({ length: 125 }, (_, i) => `${2 * i + 1}`))
    expect(arrived('b')).toEqual(Array.from({ length: 125 }, (_, i) => `${2 * i}`))
    expect(queue.pending.list(9)).toEqual([])
  })

  it('stops while Supabase is down, and loses nothing', async () => {
    queue.pending.add(operation('1'))
    remote.down = 'unreachable'
    expect(await run()).toMatchObject({ stopped: true, written: 0 })
    expect(queue.pending.list(9)).toMatchObject([{ payload: { id: '1' }, attempts: 1 }])
    remote.down = undefined
    expect(await run()).toMatchObject({ written: 1 })
  })

  it('after a lost answer writes nothing twice', async () => {
    queue.pending.add(operation('1'))
    queue.pending.add(operation('2'))
    remote.loseAnswers = 1
    expect(await run()).toMatchObject({ stopped: true })
    expect(await run()).toMatchObject({ written: 2 })
    expect(arrived('a')).toEqual(['1', '2'])
  })

  it('never overwrites a newer row', async () => {
    remote.rows.set('clients/c', { id: 'c', version: 5, email: 'new@example.com' })
    const payload = { id: 'c', version: 4, email: 'old@example.com' }
    queue.pending.add(operation('c', 'a', { table: 'clients', operation: 'update', payload }))
    expect(await run()).toMatchObject({ stale: 1, written: 0 })
    expect(remote.rows.get('clients/c')).toMatchObject({ email: 'new@example.com' })
    expect(queue.pending.list(9)).toEqual([])
  })

  it('sets a row aside that Supabase will never take, and goes on', async () => {
    remote.refuses.add('bad')
    for (const id of ['1', 'bad', '2']) queue.pending.add(operation(id))
    expect(await run()).toMatchObject({ written: 2, poisoned: 1, stopped: false })
    expect(arrived('a')).toEqual(['1', '2'])
    expect(queue.pending.unreported()).toMatchObject([
      { payload: { id: 'bad' }, poisoned: '22P02' },
    ])
  })

  it('gives an error nobody foresaw five tries, while other clients go on, then sets it aside', async () => {
    remote.breaksOn = 'odd'
    for (const [id, client] of [
      ['odd', 'a'],
      ['2', 'a'],
      ['3', 'b'],
    ] as const) {
      queue.pending.add(operation(id, client))
    }
    for (let i = 0; i < 4; i++) await expect(run()).rejects.toThrow('odd')
    expect([arrived('a'), arrived('b')]).toEqual([[], ['3']])
    await expect(run()).rejects.toThrow('odd')
    expect(arrived('a')).toEqual(['2'])
    expect(queue.pending.unreported()).toMatchObject([{ poisoned: 'unexpected error' }])
    expect(await run()).toMatchObject({ written: 0 })
  })

  it('keeps a colliding claim and has the broker told', async () => {
    remote.collides.add('b2')
    queue.pending.add(operation('b2', 'a', { table: 'bookings' }))
    expect(await run()).toMatchObject({ conflicts: 1 })
    expect(told).toEqual(['b2'])
    expect(remote.rows.has('bookings/b2')).toBe(true)
    expect(queue.pending.list(9)).toEqual([])
  })

  it('leaves the work to the process that holds the lease', async () => {
    queue.pending.add(operation('1'))
    queue.lease('replay', 'other', clock.now(), clock.now() + 60_000)
    expect(await run()).toMatchObject({ busy: true, written: 0 })
    await clock.advance(60_000)
    expect(await run()).toMatchObject({ busy: false, written: 1 })
  })

  it('whatever fails when, brings everything once and in order in the end', async () => {
    const fault = fc.constantFrom('fine', 'down', 'lost')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }),
        fc.array(fault, { maxLength: 6 }),
        async (clients, faults) => {
          remote = fakeRemote()
          for (const [i, client] of clients.entries()) queue.pending.add(operation(`${i}`, client))
          for (const fault of faults) {
            remote.down = fault === 'down' ? 'unreachable' : undefined
            remote.loseAnswers = fault === 'lost' ? 1 : 0
            await run()
          }
          remote.down = undefined
          remote.loseAnswers = 0
          await run()
          for (const name of ['a', 'b', 'c']) {
            const wanted = clients.flatMap((client, i) => (client === name ? [`${i}`] : []))
            expect(arrived(name)).toEqual(wanted)
          }
          expect(queue.pending.list(9)).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })
})
