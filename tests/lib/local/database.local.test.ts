import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startDatabase, type LocalDatabase } from '../../../lib/local/database.ts'
import { rest } from '../../store/rest.ts'
import { holdDatabase, processesOf, scratchFolder, untilGone } from './held-database.ts'

const made = scratchFolder()
let scratch: ReturnType<typeof scratchFolder>
let dataDir: string
beforeAll(async () => {
  await (await startDatabase({ dataDir: join(made.path, 'data'), seed: true })).stop()
})
beforeEach(() => {
  scratch = scratchFolder()
  dataDir = join(scratch.path, 'data')
})
afterEach(() => scratch.remove())
afterAll(() => made.remove())

/** What an earlier start left, instead of the second that a first one takes. */
const startedBefore = () => execFileSync('cp', ['-a', join(made.path, 'data'), dataDir])

const demo = '00000000-0000-4000-8000-000000000001'
const clients = (database: LocalDatabase, key = database.serviceKey) =>
  rest(database.socketPath, { key, method: 'GET', path: '/clients?select=id' })

test('a start on nothing gives the seeded tables, and a stop leaves no process and no socket', async () => {
  const database = await startDatabase({ dataDir, seed: true })
  const sockets = join(database.socketPath, '..')
  expect((await clients(database)).rows).toEqual([{ id: demo }])
  expect((await clients(database, database.anonKey)).rows).toEqual([])
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  expect(statSync(sockets).mode & 0o777).toBe(0o700)
  expect(statSync(join(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600)
  await database.stop()
  expect(processesOf(dataDir)).toEqual([])
  expect(existsSync(sockets)).toBe(false)
})

test('a restart keeps rows, keys and migrations', async () => {
  startedBefore()
  const first = await startDatabase({ dataDir })
  await first.pool.query("update clients set email = 'a@b.example'")
  await first.stop()
  const second = await startDatabase({ dataDir, seed: true })
  try {
    expect(second.serviceKey).toBe(first.serviceKey)
    const { rows } = await second.pool.query('select email from clients')
    expect(rows).toEqual([{ email: 'a@b.example' }])
  } finally {
    await second.stop()
  }
})

test('a migration that changed after it was applied stops the start, and nothing is left running', async () => {
  startedBefore()
  const database = await startDatabase({ dataDir })
  await database.pool.query("update supabase_migrations.schema_migrations set digest = 'other'")
  await database.stop()
  await expect(startDatabase({ dataDir })).rejects.toThrow('has changed since it was applied here')
  expect(processesOf(dataDir)).toEqual([])
})

test('a folder in use by a living service is refused, and that service stays', async () => {
  startedBefore()
  const held = holdDatabase({ dataDir })
  const { socketPath, serviceKey } = await held.ready
  await expect(startDatabase({ dataDir })).rejects.toThrow(`already runs on`)
  const asked = { key: serviceKey, method: 'GET', path: '/clients?select=id' }
  expect((await rest(socketPath, asked)).rows).toEqual([{ id: demo }])
  await held.stop()
  expect(processesOf(dataDir)).toEqual([])
})

describe('after a kill -9', () => {
  test('the programs end by themselves', async () => {
    startedBefore()
    const held = holdDatabase({ dataDir })
    const { socketPath } = await held.ready
    expect(processesOf(dataDir)).not.toEqual([])
    await held.kill()
    await untilGone(dataDir)
    rmSync(join(socketPath, '..'), { recursive: true })
  })

  test('programs that live on are stopped by the next start, and so is what they held', async () => {
    startedBefore()
    const held = holdDatabase({ dataDir, outlives: true })
    const { socketPath } = await held.ready
    const sockets = join(socketPath, '..')
    await held.kill()
    const left = processesOf(dataDir)
    expect(left).not.toEqual([])
    const database = await startDatabase({ dataDir })
    try {
      expect((await clients(database)).rows).toEqual([{ id: demo }])
      const now = processesOf(dataDir)
      expect(left.filter((pid) => now.includes(pid))).toEqual([])
      expect(existsSync(sockets)).toBe(false)
    } finally {
      await database.stop()
    }
  })

  test('rows that were acknowledged are there, ten times, whenever it struck', async () => {
    startedBefore()
    const acknowledged = new Set<unknown>()
    for (let round = 0; round < 10; round++) {
      const held = holdDatabase({ dataDir })
      const { socketPath, serviceKey: key } = await held.ready
      const all = await rest(socketPath, {
        key,
        method: 'GET',
        path: '/client_agents?select=agent',
      })
      const there = new Set(all.rows.map((row) => row['agent']))
      expect(acknowledged.difference(there)).toEqual(new Set())
      const add = async (agent: string) => {
        const body = { agent, client_id: demo }
        const asked = { key, method: 'POST', path: '/client_agents', body }
        const { status } = await rest(socketPath, asked).catch(() => ({ status: 0 }))
        if (status === 201) acknowledged.add(agent)
      }
      for (let i = 0; i < (round * 7) % 13; i++) await add(`${round} ${i}`)
      const underWay = Array.from({ length: 8 }, (_, i) => add(`${round} under way ${i}`))
      await held.kill()
      await Promise.all(underWay)
    }
    await (await startDatabase({ dataDir })).stop()
    expect(acknowledged.size).toBeGreaterThan(20)
    await untilGone(dataDir)
  })

  test('in the middle of a start the next one works', async () => {
    for (const delay of [0, 100, 200, 300, 500, 800]) {
      const held = holdDatabase({ dataDir })
      await new Promise((resolve) => setTimeout(resolve, delay))
      await held.kill()
    }
    const database = await startDatabase({ dataDir, seed: true })
    expect((await clients(database)).rows).toEqual([{ id: demo }])
    await database.stop()
  })

  test('a pid file that names somebody else’s process harms neither', async () => {
    startedBefore()
    const stranger = spawn('sleep', ['60'])
    try {
      const pidFile = join(dataDir, 'postgres/postmaster.pid')
      writeFileSync(pidFile, `${stranger.pid}\n${join(dataDir, 'postgres')}\n0\n5432\n\n\n0 0\n`)
      const database = await startDatabase({ dataDir })
      expect((await clients(database)).rows).toEqual([{ id: demo }])
      await database.stop()
      expect(stranger.exitCode).toBeNull()
    } finally {
      stranger.kill()
      await once(stranger, 'exit')
    }
  })
})
