import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { replay } from '../../../lib/store/replay.ts'
import { openQueue } from '../../../lib/store/sqlite-queue.ts'
import { spawnProgram } from './processes/spawn.ts'

const folder = mkdtempSync(join(tmpdir(), 'queue-durable-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every commit is synced to the disk: fdatasync calls are at least as many as commits', async () => {
  const trace = join(folder, 'trace')
  const strace = ['strace', '-f', '-qq', '-e', 'trace=fdatasync,fsync', '-o', trace]
  const writer = spawnProgram('write', [join(folder, 'synced.db'), '0', '100'], strace)
  expect(await writer.ended).toBe(0)
  expect(writer.lines).toHaveLength(100)
  const syncs = readFileSync(trace, 'utf8').match(/f(data)?sync\(/g) ?? []
  // Three commits a round: claim, operation, message.
  expect(syncs.length).toBeGreaterThanOrEqual(300)
})

test('10,000 queued operations arrive in order, and the process stays answerable meanwhile', async () => {
  const queue = openQueue({ file: join(folder, 'long.db'), clock: systemClock })
  for (let i = 0; i < 10_000; i++) {
    const clientId = `client-${i % 20}`
    queue.pending.add({ table: 't', operation: 'insert', payload: { id: i }, clientId })
  }
  const arrived = new Map<string, number[]>()
  const remote = {
    ping: async () => undefined,
    async apply({
      clientId = '',
      payload,
    }: {
      clientId?: string
      payload: Record<string, unknown>
    }) {
      // An rpc through PostgREST takes about this long.
      await new Promise((resolve) => setTimeout(resolve, 4))
      arrived.set(clientId, [...(arrived.get(clientId) ?? []), Number(payload['id'])])
      return 'written' as const
    },
  }
  let turns = 0
  const counter = setInterval(() => turns++, 10)
  const report = await replay(
    { queue, remote, clock: systemClock, holder: 'one', onConflict: async () => undefined },
    deadlineIn(systemClock, 60_000),
  )
  clearInterval(counter)
  expect(report).toMatchObject({ written: 10_000, stopped: false })
  for (const ids of arrived.values()) expect(ids).toEqual([...ids].sort((a, b) => a - b))
  expect(turns).toBeGreaterThan(100)
  queue.close()
}, 300_000)
