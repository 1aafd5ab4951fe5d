import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { findBinaries } from '../../../lib/local/binaries.ts'
import type { LocalDatabaseOptions } from '../../../lib/local/database.ts'

/** What the holder says once its database answers. */
export type Ready = { way: string; socketPath: string; serviceKey: string }

/** A service process that holds a local database. */
export type HeldDatabase = {
  pid: number
  /** Rejects with what it wrote when it ends without ever being ready. */
  ready: Promise<Ready>
  /** Stops it in order. */
  stop(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
}

/** Starts one; `before` stands before the command (another user). */
export function holdDatabase(options: LocalDatabaseOptions, before: string[] = []): HeldDatabase {
  const script = resolve('tests/lib/local/hold-database.ts')
  const argv = [...before, process.execPath, script, JSON.stringify(options)]
  const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const ready = new Promise<Ready>((settle, reject) => {
    createInterface(child.stdout).once('line', (line) => settle(JSON.parse(line) as Ready))
    void ended.then(() => reject(new Error(complaints || 'ended without a word')))
  })
  ready.catch(() => undefined)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return { pid: child.pid ?? 0, ready, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** A folder that goes when the tests are through with it. */
export function scratchFolder(): { path: string; remove(): void } {
  const path = mkdtempSync('/tmp/calendar-local-')
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Copies what local mode needs of a project, so that the copy can belong to another user. */
export function copyProject(to: string): void {
  cpSync('package.json', join(to, 'package.json'))
  cpSync('supabase', join(to, 'supabase'), { recursive: true })
  const { postgres, postgrest } = findBinaries(process.cwd())
  for (const folder of [resolve(postgres, '../../..'), resolve(postgrest, '..')]) {
    const inside = folder.slice(folder.lastIndexOf('node_modules'))
    cpSync(folder, join(to, inside), { recursive: true, verbatimSymlinks: true })
  }
}

/** Processes that work for a data or socket folder, by their command line. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(folder) && isProgram(pid))
    .map(Number)
}

/** Until no process works for the folder any more. */
export async function untilGone(folder: string): Promise<void> {
  for (let i = 0; i < 1200 && processesOf(folder).length > 0; i++) await pause(25)
  if (processesOf(folder).length > 0) throw new Error(`still running for ${folder}`)
}

const isProgram = (pid: string) => /^(postgres|postgrest)$/.test(read(`/proc/${pid}/comm`).trim())

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
