import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { QueueFull } from '../../../lib/store/queue/pending.ts'
import { openQueue } from '../../../lib/store/sqlite-queue.ts'
import { queueFile } from './queue-file.ts'

const now = Date.parse('2026-11-24T15:00:00Z')
const clock = turnedClock(now)
const insert = (id: string, clientId?: string) => ({
  table: 'failure_logs',
  operation: 'insert' as const,
  payload: { id },
  ...(clientId ? { clientId } : {}),
})

describe('the queue file', () => {
  it('is in WAL mode, and its commits are synchronous', () => {
    const { file } = queueFile(clock)
    const db = new Database(file)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  it('has the owner’s pending_sync', () => {
    const { queue, file } = queueFile(clock)
    queue.pending.add(insert('a', 'client-1'))
    const db = new Database(file)
    expect(
      db.prepare('SELECT id, table_name, operation, payload, created_at FROM pending_sync').all(),
    ).toEqual([
      {
        id: 1,
        table_name: 'failure_logs',
        operation: 'insert',
        payload: '{"id":"a"}',
        created_at: '2026-11-24 15:00:00',
      },
    ])
    db.close()
  })

  it('keeps everything when it is opened again', () => {
    const { queue, file } = queueFile(clock)
    queue.pending.add(insert('a'))
    queue.mirror.put('client', 'c1', { email: 'a@example.com' }, now)
    const again = openQueue({ file, clock })
    expect(again.pending.list(10)).toMatchObject([{ payload: { id: 'a' }, queuedAt: now }])
    expect(again.mirror.get('client', 'c1')).toEqual({
      row: { email: 'a@example.com' },
      seenAt: now,
    })
    again.close()
  })

  it('of a newer release is refused instead of being misread', () => {
    const { file } = queueFile(clock)
    const db = new Database(file)
    db.pragma('user_version = 99')
    db.close()
    expect(() => openQueue({ file, clock })).toThrow('newer release')
  })
})

describe('pending operations', () => {
  it('come in order, within each client and over all', () => {
    const { pending } = queueFile(clock).queue
    for (const [id, client] of [
      ['a1', 'a'],
      ['b1', 'b'],
      ['a2', 'a'],
      ['x1', undefined],
      ['a3', 'a'],
    ] as const) {
      pending.add(insert(id, client))
    }
    const ids = (clients: number, perClient: number) =>
      pending.next(clients, perClient).map((o) => o.payload['id'])
    expect(ids(9, 2)).toEqual(['a1', 'b1', 'a2', 'x1'])
    expect(ids(1, 9)).toEqual(['a1', 'a2', 'a3'])
  })

  it('are gone once cleared, and the client is free again', () => {
    const { pending } = queueFile(clock).queue
    const id = pending.add(insert('a1', 'a'))
    expect([pending.hasFor('a'), pending.hasFor('b'), pending.hasFor(undefined)]).toEqual([
      true,
      false,
      false,
    ])
    pending.clear([id])
    expect(pending.hasFor('a')).toBe(false)
    expect(pending.list(10)).toEqual([])
  })

  it('set aside block nobody, are reported once, and can be put back in line', () => {
    const { pending } = queueFile(clock).queue
    const bad = pending.add(insert('a1', 'a'))
    pending.add(insert('a2', 'a'))
    pending.poison(bad, '22P02')
    expect(pending.next(9, 9).map((o) => o.payload['id'])).toEqual(['a2'])
    expect(pending.unreported()).toMatchObject([{ payload: { id: 'a1' }, poisoned: '22P02' }])
    expect(pending.unreported()).toEqual([])
    pending.retry(bad)
    expect(pending.next(9, 9).map((o) => o.payload['id'])).toEqual(['a1', 'a2'])
  })

  it('beyond the bound are refused, while claims’ and messages’ room is kept', async () => {
    const { queue } = queueFile(clock, 200_000)
    const fill = () => {
      for (;;) queue.pending.add({ ...insert('x'), payload: { text: 'x'.repeat(5_000) } })
    }
    expect(fill).toThrow(QueueFull)
    const content = { kind: 'supabase_down' as const, since: now, waiting: 3 }
    const failure = { id: 'f1', errorType: 'supabase', message: 'down' }
    await queue.outbox.add({ id: 'alert', content, createdAt: now }, failure)
    expect(await queue.outbox.open(10)).toMatchObject([{ id: 'alert', state: 'waiting' }])
    expect(queue.size().bytes).toBeGreaterThanOrEqual(200_000)
  })
})

describe('leases', () => {
  it('are held by one at a time, renewed by the holder, and lapse by the clock', () => {
    const { queue } = queueFile(clock)
    expect(queue.lease('replay', 'one', now, now + 60_000)).toBe(true)
    expect(queue.lease('replay', 'two', now + 1, now + 60_001)).toBe(false)
    expect(queue.lease('replay', 'one', now + 2, now + 90_000)).toBe(true)
    expect(queue.lease('replay', 'two', now + 90_000, now + 99_000)).toBe(true)
    queue.release('replay', 'one')
    expect(queue.lease('replay', 'one', now + 90_001, now + 99_000)).toBe(false)
    queue.release('replay', 'two')
    expect(queue.lease('replay', 'one', now + 90_002, now + 99_000)).toBe(true)
  })
})

describe('the mirror', () => {
  it('never goes back to an older row', () => {
    const { mirror } = queueFile(clock).queue
    mirror.put('client', 'c', { v: 2 }, now)
    mirror.put('client', 'c', { v: 1 }, now - 1)
    expect(mirror.get('client', 'c')?.row).toEqual({ v: 2 })
    mirror.remove('client', 'c')
    expect(mirror.get('client', 'c')).toBeUndefined()
  })
})

describe('retention', () => {
  it('erases what ended before, and keeps what is still open', async () => {
    const { queue } = queueFile(clock)
    const content = { kind: 'supabase_down' as const, since: now, waiting: 0 }
    await queue.outbox.add({ id: 'old', bookingId: 'b1', content, createdAt: now - 1_000 })
    await queue.outbox.add({ id: 'open', content, createdAt: now - 1_000 })
    const [old] = await queue.outbox.take(now, now + 60_000, 1)
    if (!old) throw new Error('nothing due')
    await queue.outbox.save({ ...old, state: 'done' })
    queue.forget(now)
    expect(await queue.outbox.open(9)).toMatchObject([{ id: 'open' }])
    expect(await queue.outbox.ofBooking('b1')).toEqual([])
  })
})

describe('notes', () => {
  it('are remembered until taken away', () => {
    const { queue } = queueFile(clock)
    expect(queue.note('down')).toBeUndefined()
    queue.setNote('down', { since: now })
    expect(queue.note('down')).toEqual({ since: now })
    queue.setNote('down', undefined)
    expect(queue.note('down')).toBeUndefined()
  })
})
