import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program of ours that runs beside the service. */
export type Child = {
  pid: number
  /** Resolves when it has ended, with its last lines. */
  ended: Promise<string>
  hasEnded(): boolean
  /** Asks it to end, insists after `patienceMs`, and resolves when it has. */
  stop(signal: NodeJS.Signals, patienceMs?: number): Promise<void>
}

/** How to run a program: the command with what must stand before it, and as whom. */
export type Command = { argv: string[]; uid?: number | undefined; gid?: number | undefined }

/**
 * Starts a program in a session of its own, so that a Ctrl-C meant for the service does not reach it:
 * the service stops it in its own order. It is told to end when this process exits.
 */
export function startChild(
  command: Command,
  options: { env: Record<string, string>; log: (line: string) => void },
): Child {
  const [program = '', ...args] = command.argv
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8', ...options.env },
    ...(command.uid === undefined ? {} : { uid: command.uid }),
    ...(command.gid === undefined ? {} : { gid: command.gid }),
  })
  const last: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      last.push(line)
      if (last.length > 20) last.shift()
      options.log(line)
    })
  }
  let over = false
  const endWithUs = () => void child.kill('SIGINT')
  process.once('exit', endWithUs)
  const ended = new Promise<string>((resolve) => {
    const end = () => {
      over = true
      process.removeListener('exit', endWithUs)
      resolve(last.join('\n'))
    }
    child.once('close', end)
    child.once('error', (error) => {
      last.push(error.message)
      end()
    })
  })
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => over,
    async stop(signal, patienceMs = 10_000) {
      if (over) return
      child.kill(signal)
      const insist = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await ended
      clearTimeout(insist)
    },
  }
}

/** Runs a program to its end; true when it ended well. Never throws. */
export async function runsWell(command: Command): Promise<{ ok: boolean; output: string }> {
  const [program = '', ...args] = command.argv
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
      ...(command.uid === undefined ? {} : { uid: command.uid }),
      ...(command.gid === undefined ? {} : { gid: command.gid }),
    })
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', (error) => resolve({ ok: false, output: error.message }))
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}
