import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { config, configure } from '../lib/config.ts'

/** Where a running local service says how to reach its stand-ins and database (mode 0600). */
export const runningFile = 'running.json'

/** What local mode leaves in `DATA_DIR/running.json`. */
export type RunningLocal = {
  pid: number
  url: string
  google: string
  twilio: string
  env: Record<string, string>
}

/** The local service running on DATA_DIR. Throws when there is none. */
export function runningLocal(): RunningLocal {
  const path = join(config().DATA_DIR, runningFile)
  const none = `No local service is running on ${config().DATA_DIR}: start one with npm start.`
  let said: RunningLocal
  try {
    said = JSON.parse(readFileSync(path, 'utf8')) as RunningLocal
  } catch (cause) {
    throw new Error(none, { cause })
  }
  // A killed one leaves its file behind.
  if (!isAlive(said.pid)) throw new Error(none)
  return said
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Settles the configuration of a command: the environment's in production, the running service's in local mode. */
export function useService(): void {
  if (config().mode !== 'local') return
  const { url, env } = runningLocal()
  configure({ ...process.env, PUBLIC_URL: url, ...env }, 'local')
}

/** Where the service answers: in local mode the one that runs, whatever its PORT. */
export function serviceUrl(): string {
  try {
    useService()
  } catch {
    // None runs: its own address will say so.
  }
  return config().publicUrl
}
