import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A process of this folder under way. */
export type Spawned = {
  /** Lines it has written so far. */
  lines: string[]
  /** Resolves when it has written a line that begins so. */
  says(start: string): Promise<void>
  kill(): Promise<void>
  /** Its exit code. */
  ended: Promise<number | null>
}

/** Starts one of the programs beside this file. */
export function spawnProgram(name: string, args: string[], wrap: string[] = []): Spawned {
  const program = join(import.meta.dirname, `${name}.ts`)
  const [command = '', ...rest] = [...wrap, process.execPath, program, ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  let unfinished = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    const parts = (unfinished + text).split('\n')
    unfinished = parts.pop() ?? ''
    lines.push(...parts)
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    lines,
    async says(start) {
      while (!lines.some((line) => line.startsWith(start))) {
        const more = await Promise.race([once(child.stdout, 'data'), ended.then(() => undefined)])
        if (!more && !lines.some((line) => line.startsWith(start))) throw new Error('it ended')
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    ended,
  }
}
