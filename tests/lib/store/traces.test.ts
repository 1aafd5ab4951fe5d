import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../lib/store/sqlite.ts'
import { queueSteps } from '../../../lib/store/queue/schema.ts'
import { sqliteTraces } from '../../../lib/store/queue/traces.ts'
import { turnedClock } from '../../../lib/clock.ts'
import type { Trace } from '../../../lib/trace/trace.ts'
import { queueFile } from './queue-file.ts'

const trace = (requestId: string, at = 0): Trace => ({
  requestId,
  at,
  endpoint: '/check-availability',
  status: 200,
  decision: { busyCount: 3, offered: [1, 2] },
  steps: { read: 0.4, calendar: 81 },
  ms: 83,
})

test('a trace comes back whole, and nothing for an unknown id', () => {
  const { queue } = queueFile(turnedClock(0))
  queue.traces.put([trace('a'), trace('b', 5)])
  expect(queue.traces.get('b')).toEqual(trace('b', 5))
  expect(queue.traces.get('c')).toBeUndefined()
})

test('traces go with the rest of what is too old', () => {
  const { queue } = queueFile(turnedClock(0))
  queue.traces.put([trace('old', 100), trace('new', 200)])
  queue.forget(200)
  expect(queue.traces.get('old')).toBeUndefined()
  expect(queue.traces.get('new')).toBeDefined()
})

test('only so many are kept: the newest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'traces-'))
  const db = openSqlite(join(folder, 'queue.db'), queueSteps)
  const traces = sqliteTraces(db, 3)
  for (const id of ['a', 'b', 'c', 'd', 'e']) traces.put([trace(id)])
  expect(['a', 'b', 'c', 'd', 'e'].filter((id) => traces.get(id))).toEqual(['c', 'd', 'e'])
  // Whatever is written next is on the disk before it returns, as ever.
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
  db.close()
  rmSync(folder, { recursive: true })
})
