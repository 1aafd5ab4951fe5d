import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDatabase } from '../../../lib/local/database.ts'
import { rest } from '../../store/rest.ts'
import { holdDatabase, scratchFolder, untilGone } from './held-database.ts'

let scratch: ReturnType<typeof scratchFolder>
beforeEach(() => {
  scratch = scratchFolder()
})
afterEach(() => scratch.remove())

const demo = '00000000-0000-4000-8000-000000000001'
const rounds = 40

test.each([
  ['with programs that end with it', false],
  ['with programs that live on', true],
])(`acknowledged rows survive ${rounds} kills -9 of a busy service %s`, async (_, outlives) => {
  const dataDir = join(scratch.path, 'data')
  await (await startDatabase({ dataDir, seed: true })).stop()
  const acknowledged = new Set<unknown>()
  for (let round = 0; round < rounds; round++) {
    const held = holdDatabase({ dataDir, outlives })
    // Every fourth one does not live to its first answer.
    if (round % 4 === 3) {
      await pause((round * 37) % 700)
      await held.kill()
      continue
    }
    const { socketPath, serviceKey: key } = await held.ready
    const add = async (agent: string) => {
      const body = { agent, client_id: demo }
      const asked = { key, method: 'POST', path: '/client_agents', body }
      const { status } = await rest(socketPath, asked).catch(() => ({ status: 0 }))
      if (status === 201) acknowledged.add(agent)
    }
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; i < 50; i++) await add(`${round} ${writer} ${i}`)
    })
    await pause((round * 53) % 400)
    await held.kill()
    if (outlives) continue
    await Promise.all(writers)
  }
  const database = await startDatabase({ dataDir })
  const { rows } = await database.pool.query('select agent from client_agents')
  const there = new Set(rows.map((row: { agent: unknown }) => row.agent))
  expect(acknowledged.difference(there)).toEqual(new Set())
  expect(acknowledged.size).toBeGreaterThan(rounds)
  await database.stop()
  await untilGone(dataDir)
})
