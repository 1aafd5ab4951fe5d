import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NewClaim } from '../../../lib/booking/ports.ts'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { sqliteClaims } from '../../../lib/store/queue/claims.ts'
import { queueSteps } from '../../../lib/store/queue/schema.ts'
import { openSqlite } from '../../../lib/store/sqlite.ts'
import { queueFile } from './queue-file.ts'

const deadline = deadlineIn(systemClock, 30_000)
const wanted: NewClaim = {
  id: randomUUID(),
  clientId: 'client 1',
  requestKey: 'tool_1',
  slot: { start: 1_800_000, end: 3_600_000 },
  guards: true,
  calendarId: 'primary',
  wish: { zone: 'America/Toronto', customer: { name: 'Jordan Reyes' } },
  leaseUntil: 0,
  rules: { bufferBeforeMs: 0, bufferAfterMs: 0 },
}
const { id, clientId } = wanted
const booked = { id, clientId, version: 1, state: 'booked', leaseUntil: null } as const

test('a step or a row taken over is queued with the very row that came of it', async () => {
  const { claims, pending } = queueFile(systemClock).queue
  await claims.claim(wanted, deadline)
  const step = await claims.advance(booked, deadline, { queue: true })
  if (!step.ok) throw new Error(step.reason)
  await claims.adopt({ ...step.booking, version: 3 }, { queue: true })
  const queued = { table: 'bookings', operation: 'update', clientId }
  expect(pending.list(10)).toMatchObject([
    { ...queued, payload: step.booking },
    { ...queued, payload: { ...step.booking, version: 3 } },
  ])
})

test('nothing is queued that was not written', async () => {
  const { claims, pending } = queueFile(systemClock).queue
  await claims.claim(wanted, deadline)
  await claims.advance({ ...booked, version: 7 }, deadline, { queue: true })
  const mine = await claims.get(id)
  if (mine) await claims.adopt(mine, { queue: true })
  expect(mine).toMatchObject({ state: 'claimed', version: 1 })
  expect(pending.list(10)).toEqual([])
})

test('a step whose row cannot be queued is not made, but at the queue’s bound', async () => {
  const { queue, file } = queueFile(systemClock, 1)
  await queue.claims.claim(wanted, deadline)
  const broken = new Error('disk I/O error')
  const db = openSqlite(file, queueSteps)
  const failing = sqliteClaims(db, {
    ...queue.pending,
    add() {
      throw broken
    },
  })
  await expect(failing.advance(booked, deadline, { queue: true })).rejects.toBe(broken)
  expect(await queue.claims.get(id)).toMatchObject({ state: 'claimed', version: 1 })
  db.close()

  await queue.claims.advance(booked, deadline, { queue: true })
  expect(await queue.claims.get(id)).toMatchObject({ state: 'booked', version: 2 })
  expect(queue.pending.list(10)).toEqual([])
})
