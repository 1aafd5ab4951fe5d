import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { configure } from '../../lib/config.ts'
import { connectRedis, redisTopic } from '../../lib/redis.ts'
import { freePort } from '../support/free-port.ts'

let port: number
const folder = mkdtempSync(join(tmpdir(), 'topic-'))
let redis: ChildProcess

function startRedis(): ChildProcess {
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]
  return spawn('redis-server', options, { stdio: 'ignore' })
}

beforeAll(async () => {
  port = await freePort()
  configure({ LOG_LEVEL: 'silent' }, 'local')
  redis = startRedis()
})

afterAll(() => {
  redis.kill()
  rmSync(folder, { recursive: true, force: true })
})

const patience = { timeout: 20_000, interval: 200 }

it('what is told is heard by all, also after silence and after Redis was gone', async () => {
  const heard = { one: [] as string[], two: [] as string[] }
  const connections = [
    connectRedis(`redis://127.0.0.1:${port}`),
    connectRedis(`redis://127.0.0.1:${port}`),
  ] as const
  const tell = redisTopic(connections[0], 'changes', (said) => heard.one.push(said))
  redisTopic(connections[1], 'changes', (said) => heard.two.push(said))
  /** Tells until both have heard. */
  const arrives = async (message: string) => {
    const told = () => {
      tell(message)
      return [heard.one.includes(message), heard.two.includes(message)]
    }
    await expect.poll(told, patience).toEqual([true, true])
  }
  await arrives('first')
  // A connection that waits for an answer is given up after half a second; one that only listens is not.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  heard.two.length = 0
  tell('after silence')
  await expect.poll(() => heard.two, patience).toEqual(['after silence'])
  redis.kill()
  await new Promise((resolve) => redis.once('exit', resolve))
  tell('to nobody')
  redis = startRedis()
  await arrives('again')
  expect(heard.two).not.toContain('to nobody')
})
