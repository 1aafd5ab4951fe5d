import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.ts'
import type { Answered, Asked } from './limit-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'limits-'))
const processes: ChildProcess[] = []
let redis: ChildProcess
let port: number
let asked = 0

function startRedis(): ChildProcess {
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]
  return spawn('redis-server', options, { stdio: 'ignore' })
}

type Question = Asked extends infer Q ? (Q extends unknown ? Omit<Q, 'id'> : never) : never

async function ask(to: ChildProcess, question: Question): Promise<Answered> {
  asked += 1
  const id = asked
  const answer = new Promise<Answered>((resolve) => {
    const hear = (answered: Answered) => {
      if (answered.id !== id) return
      to.off('message', hear)
      resolve(answered)
    }
    to.on('message', hear)
  })
  to.send({ ...question, id })
  return answer
}

async function untilReady(expected: boolean): Promise<void> {
  for (const to of processes) {
    for (;;) {
      const { ready } = await ask(to, { ready: true })
      if (ready === expected) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function admitted(key: string, times: number): Promise<number[]> {
  const answers = await Promise.all(processes.map((to) => ask(to, { take: { key, times } })))
  return answers.map((answer) => answer.admitted ?? 0)
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)

beforeAll(async () => {
  port = await freePort()
  redis = startRedis()
  const script = fileURLToPath(new URL('limit-process.ts', import.meta.url))
  for (let i = 0; i < 2; i++) processes.push(fork(script, [`redis://127.0.0.1:${port}`]))
  await untilReady(true)
})

afterAll(async () => {
  for (const child of [...processes, redis]) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  rmSync(folder, { recursive: true, force: true })
})

describe('two processes with one Redis', () => {
  it('admit exactly 100 a minute and client between them', async () => {
    const both = await admitted('shared', 500)
    expect(sum(both)).toBe(100)
  })

  it('count by themselves while Redis hangs', async () => {
    redis.kill('SIGSTOP')
    expect(await admitted('hanging', 500)).toEqual([100, 100])
    redis.kill('SIGCONT')
    await untilReady(true)
    expect(sum(await admitted('after hanging', 500))).toBe(100)
  })

  it('count by themselves from the moment Redis is gone, and together again when it is back', async () => {
    expect(await admitted('killed', 30)).toEqual([30, 30])
    redis.kill('SIGKILL')
    await once(redis, 'exit')
    expect(await admitted('killed', 500)).toEqual([100, 100])
    await untilReady(false)
    expect(await admitted('while gone', 500)).toEqual([100, 100])
    redis = startRedis()
    await untilReady(true)
    expect(sum(await admitted('back', 500))).toBe(100)
  })

  it('refuse a client that was over its limit, also when Redis goes then', async () => {
    expect(sum(await admitted('over', 500))).toBe(100)
    redis.kill('SIGKILL')
    await once(redis, 'exit')
    expect(await admitted('over', 500)).toEqual([0, 0])
    redis = startRedis()
    await untilReady(true)
  })
})
