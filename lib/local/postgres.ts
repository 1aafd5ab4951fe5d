import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { runsWell, startChild } from './child.ts'
import { giveTo, type Way } from './privileges.ts'

/** A running PostgreSQL, reachable only by a socket in `sockets`. */
export type Postgres = {
  sockets: string
  /** Connections as the database's owner. */
  pool(database: string): Pool
  stop(): Promise<void>
}

/** What a PostgreSQL is started with. `durable: false` trades safety against a power cut for speed (tests). */
export type PostgresOptions = {
  /** The cluster's folder; made when absent. */
  cluster: string
  sockets: string
  way: Way
  binaries: { postgres: string; initdb: string }
  durable: boolean
  log: (line: string) => void
}

/** Starts PostgreSQL on a cluster and resolves when it answers. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  await makeCluster(options)
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${options.sockets}`,
    'unix_socket_permissions=0700',
    'timezone=UTC',
    'shared_buffers=32MB',
    'max_connections=200',
    // Its messages otherwise quote rows and statements, and with them people's names and numbers.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const argv = [options.binaries.postgres, '-D', options.cluster]
  const child = startChild(options.way.command([...argv, ...settings.flatMap((s) => ['-c', s])]), {
    env: {},
    log: options.log,
  })
  const pool = (database: string) => {
    const made = new Pool({ host: options.sockets, user: 'postgres', database, max: 8 })
    // A broken idle connection is replaced at the next query, which then fails or succeeds by itself.
    made.on('error', (error) => options.log(`postgres connection: ${error.message}`))
    return made
  }
  await untilItAnswers(options.sockets, child)
  return { sockets: options.sockets, pool, stop: () => child.stop('SIGINT') }
}

/**
 * Made beside its place and moved there whole: an interrupted start leaves nothing half made. Each try has
 * a folder of its own, because a killed one's initdb may still be at work for a moment, or clearing up.
 */
async function makeCluster({ cluster, way, binaries, durable }: PostgresOptions): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return giveTo(cluster, way.owner)
  const fresh = mkdtempSync(`${cluster}.new-`)
  giveTo(fresh, way.owner)
  const argv = [binaries.initdb, '-D', fresh, '-U', 'postgres', '-A', 'trust']
  const how = ['--locale=C.UTF-8', '-E', 'UTF8', ...(durable ? [] : ['--no-sync'])]
  const made = await runsWell(way.command([...argv, ...how]))
  if (!made.ok) throw new Error(`initdb failed (${way.name}):\n${made.output}`)
  renameSync(fresh, cluster)
  for (const name of readdirSync(dirname(cluster))) {
    const path = join(dirname(cluster), name)
    const isLeft = name.startsWith(`${basename(cluster)}.new-`) && isOld(path)
    if (isLeft) rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Nobody is at work in it any more. */
function isOld(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs > 60_000
}

async function untilItAnswers(
  sockets: string,
  child: { hasEnded(): boolean; ended: Promise<string>; stop(s: 'SIGINT'): Promise<void> },
): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    if (child.hasEnded()) throw new Error(`PostgreSQL did not start:\n${await child.ended}`)
    const client = new Client({ host: sockets, user: 'postgres', database: 'postgres' })
    try {
      await client.connect()
      return await client.end()
    } catch {
      await pause(20)
    }
  }
  await child.stop('SIGINT')
  throw new Error(`PostgreSQL did not answer within 30 s:\n${await child.ended}`)
}
