import { fork, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A process of the bench, told apart by its port. */
export type Process = {
  port: number
  pid: number
  /** Milliseconds from its start until it said that it listens. */
  readyMs: number
  /** Sends a message and waits for the answer to it. */
  ask<T>(message: object): Promise<T>
  end(): Promise<void>
}

/** Starts a script by this process's own Node and waits until it says `ready`. */
export async function start(
  script: string,
  env: Record<string, string> = {},
  execArgv: string[] = [],
): Promise<Process> {
  const port = randomInt(20_000, 32_000)
  const begun = performance.now()
  const child = fork(join(import.meta.dirname, script), {
    execArgv,
    env: { PATH: process.env['PATH'], ...env, PORT: `${port}` },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await first(child, (message) => message === 'ready')
  const readyMs = performance.now() - begun
  return {
    port,
    pid: child.pid ?? 0,
    readyMs,
    ask: async <T>(message: object) => {
      const answer = first(child, () => true)
      child.send(message)
      return (await answer) as T
    },
    async end() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function first(child: ChildProcess, fits: (message: unknown) => boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const heard = (message: unknown) => {
      if (!fits(message)) return
      child.off('message', heard)
      child.off('exit', gone)
      resolve(message)
    }
    const gone = (code: number | null) =>
      reject(new Error(`A process of the bench ended (${code}).`))
    child.on('message', heard)
    child.once('exit', gone)
  })
}

/** CPU time of a process so far, ms, over all its threads (Linux: schedstat counts nanoseconds). */
export function cpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const times = threads.map((thread) => {
    const [ns = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
    return Number(ns) / 1e6
  })
  return times.reduce((sum, time) => sum + time, 0)
}

/** Resident memory of a process, MB. */
export function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kb) / 1024
}
