import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunningLocal } from '../../scripts/running.ts'

/** The service as `npm start` runs it, in its own process. */
export type Service = {
  child: ChildProcess
  url: string
  dataDir: string
  /** Standard output so far. */
  output: () => string
  /** How to reach its stand-ins. */
  local: () => RunningLocal
  /** Ends it by `signal` and waits until it is gone. */
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** Starts the service on `dataDir` and resolves when /health answers. Throws with its output when it does not. */
export async function startService(
  dataDir: string,
  port: number,
  more: Record<string, string> = {},
): Promise<Service> {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'info', ...more }
  const child = spawn(process.execPath, ['scripts/start.js'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => void (output += text))
  }
  const url = `http://127.0.0.1:${port}`
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode
  }
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) break
    if (await answers(`${url}/health`)) {
      const local = () =>
        JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as RunningLocal
      return { child, url, dataDir, output: () => output, local, end }
    }
    await wait(100)
  }
  await end('SIGKILL')
  throw new Error(`The service did not start:\n${output}`)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
