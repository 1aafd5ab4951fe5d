import { beforeEach, describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { supabaseDoor, type Door } from '../../../lib/store/door.ts'
import type { PendingOperation, Queue } from '../../../lib/store/queue.ts'
import { fakeRemote, type FakeRemote } from './fake-remote.ts'
import { queueFile } from './queue-file.ts'

let clock = turnedClock(0)
let remote: FakeRemote
let queue: Queue
let door: Door
const soon = () => deadlineIn(clock, 1_000)
const insert = (id: string, clientId = 'a'): PendingOperation => ({
  table: 'failure_logs',
  operation: 'insert',
  payload: { id },
  clientId,
})
const waiting = () => queue.pending.list(99).map((o) => o.payload['id'])

beforeEach(() => {
  clock = turnedClock(Date.parse('2026-11-24T15:00:00Z'))
  remote = fakeRemote()
  queue = queueFile(clock).queue
  door = supabaseDoor({ remote, queue, clock })
})

describe('the door to Supabase', () => {
  it('writes through while Supabase answers', async () => {
    expect(await door.write(insert('1'), soon())).toBe('written')
    expect(remote.rows.size).toBe(1)
    expect(waiting()).toEqual([])
  })

  it.each(['unreachable', 'timeout', 'server', 'rate_limited', 'unauthorized'] as const)(
    'queues when Supabase is %s',
    async (kind) => {
      remote.down = kind
      expect(await door.write(insert('1'), soon())).toBe('queued')
      expect(waiting()).toEqual(['1'])
    },
  )

  it('does not ask a dead Supabase again for half a minute', async () => {
    remote.down = 'unreachable'
    await door.write(insert('1', 'a'), soon())
    remote.down = undefined
    expect(await door.write(insert('2', 'b'), soon())).toBe('queued')
    await clock.advance(30_000)
    expect(await door.write(insert('3', 'c'), soon())).toBe('written')
  })

  it('lets nothing of a client pass what waits for that client', async () => {
    remote.down = 'unreachable'
    await door.write(insert('1', 'a'), soon())
    remote.down = undefined
    await clock.advance(30_000)
    expect(await door.write(insert('2', 'a'), soon())).toBe('queued')
    expect(await door.write(insert('3', 'b'), soon())).toBe('written')
    expect(waiting()).toEqual(['1', '2'])
  })

  it('keeps a client’s order also between writes under way at once', async () => {
    remote.loseAnswers = 1
    const both = [door.write(insert('1'), soon()), door.write(insert('2'), soon())]
    expect(await Promise.all(both)).toEqual(['queued', 'queued'])
    expect(waiting()).toEqual(['1', '2'])
  })

  it('tells the caller what Supabase will never take, and queues none of it', async () => {
    remote.refuses.add('1')
    await expect(door.write(insert('1'), soon())).rejects.toMatchObject({ kind: 'refused' })
    expect(waiting()).toEqual([])
    expect(await door.write(insert('2'), soon())).toBe('written')
  })

  it('without a queue fails as Supabase does', async () => {
    remote.down = 'unreachable'
    const open = supabaseDoor({ remote, clock })
    await expect(open.write(insert('1'), soon())).rejects.toMatchObject({ kind: 'unreachable' })
  })
})
