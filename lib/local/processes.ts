import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A process told apart from any later one that gets the same number. */
type Identity = { pid: number; born: string }

/** What the service notes of itself, for the start after a kill -9. */
type Notes = { service?: Identity; postgrest?: Identity; sockets?: string }

const notesFile = (dataDir: string) => join(dataDir, 'processes.json')

/** When a process began (boot and clock ticks), or undefined when there is no such process. */
function bornOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The second field is the program's name in brackets and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields[0] === 'Z' ? undefined : `${boot}:${fields[19]}`
  } catch {
    return undefined
  }
}

function identityOf(pid: number): Identity | undefined {
  const born = bornOf(pid)
  return born ? { pid, born } : undefined
}

function isAlive(who: Identity | undefined): who is Identity {
  return who !== undefined && bornOf(who.pid) === who.born
}

function readNotes(dataDir: string): Notes {
  try {
    return JSON.parse(readFileSync(notesFile(dataDir), 'utf8')) as Notes
  } catch {
    return {}
  }
}

/**
 * Takes the data folder for this process and stops what a killed service left running in it: its
 * PostgREST, its PostgreSQL, its socket folder. Throws when a living service uses the folder.
 */
export async function takeOver(dataDir: string): Promise<void> {
  const notes = readNotes(dataDir)
  if (isAlive(notes.service) && notes.service.pid !== process.pid) {
    throw new Error(
      `The service already runs on ${dataDir}, as process ${notes.service.pid}. Stop it, or set another DATA_DIR.`,
    )
  }
  writeNotes(dataDir, { ...notes, service: identityOf(process.pid) })
  if (isAlive(notes.postgrest)) await end(notes.postgrest, 'SIGTERM')
  const postmaster = leftPostmaster(join(dataDir, 'postgres'))
  if (postmaster) await end(postmaster, 'SIGINT')
  if (notes.sockets) rmSync(notes.sockets, { recursive: true, force: true })
}

/** Notes what runs now. */
export function note(dataDir: string, now: { postgrestPid?: number; sockets: string }): void {
  const postgrest = now.postgrestPid === undefined ? undefined : identityOf(now.postgrestPid)
  const service = identityOf(process.pid)
  writeNotes(dataDir, { service, postgrest, sockets: now.sockets })
}

/** Leaves the data folder. */
export function leave(dataDir: string): void {
  rmSync(notesFile(dataDir), { force: true })
}

function writeNotes(dataDir: string, notes: { [K in keyof Notes]?: Notes[K] | undefined }): void {
  writeFileSync(notesFile(dataDir), JSON.stringify(notes), { mode: 0o600 })
}

/**
 * The PostgreSQL of this data folder, when it still runs. A pid file that names another program's
 * process is removed: PostgreSQL would refuse to start beside it.
 */
function leftPostmaster(cluster: string): Identity | undefined {
  const pidFile = join(cluster, 'postmaster.pid')
  try {
    const [pid = '', folder = ''] = readFileSync(pidFile, 'utf8').split('\n')
    const who = identityOf(Number(pid))
    if (!who) return undefined
    const ours =
      folder === cluster &&
      readFileSync(`/proc/${who.pid}/cmdline`, 'utf8').split('\0').includes(cluster)
    if (ours) return who
    rmSync(pidFile)
    return undefined
  } catch {
    return undefined
  }
}

async function end(who: Identity, signal: NodeJS.Signals): Promise<void> {
  for (const [how, waits] of [
    [signal, 100],
    ['SIGKILL', 100],
  ] as const) {
    try {
      process.kill(who.pid, how)
    } catch {
      return
    }
    for (let i = 0; i < waits && isAlive(who); i++) await pause(50)
    if (!isAlive(who)) return
  }
  throw new Error(`Process ${who.pid}, left by a killed service, does not end.`)
}
