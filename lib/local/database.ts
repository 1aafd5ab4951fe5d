import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { findBinaries } from './binaries.ts'
import { bootstrap } from './bootstrap.ts'
import { keptSecret, signJwt } from './keys.ts'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres.ts'
import { startPostgrest } from './postgrest.ts'
import { chooseWay, giveTo, type Way } from './privileges.ts'
import { leave, note, takeOver } from './processes.ts'

/** A Supabase database of our own: real PostgreSQL and PostgREST on unix sockets, migrated. */
export type LocalDatabase = {
  /** For SUPABASE_URL: `http+unix://` and the socket's path, percent-encoded. */
  restUrl: string
  /** PostgREST's socket. */
  socketPath: string
  serviceKey: string
  anonKey: string
  jwtSecret: string
  /** Straight to PostgreSQL, as its owner. */
  pool: Pool
  /** How PostgreSQL came to run. */
  way: Way['name']
  stop(): Promise<void>
}

/** What the local database is started with. */
export type LocalDatabaseOptions = {
  /** Made 0700 when absent; kept across restarts. */
  dataDir: string
  log?: (line: string) => void
  /** Where package.json, node_modules and supabase/ are; the current folder by default. */
  projectDir?: string
  /** Add the rows of supabase/seed.sql. */
  seed?: boolean
  /** False: fast, and lost at a power cut (tests). */
  durable?: boolean
  /** Only this way of running PostgreSQL (tests). */
  only?: Way['name']
  /** A killed service leaves its programs running, as where `setpriv` is missing (tests). */
  outlives?: boolean
}

/**
 * Starts the local database on `dataDir` and resolves when it answers (about a second the first time).
 * What a killed service left there is stopped first. Throws when a living service uses the folder, and
 * with what to do instead where PostgreSQL cannot run.
 */
export async function startDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  const log = options.log ?? (() => undefined)
  const projectDir = realpathSync(options.projectDir ?? process.cwd())
  const binaries = findBinaries(projectDir)
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(options.dataDir)
  await takeOver(dataDir)
  const way = await chooseWay({
    projectDir,
    dataDir,
    postgres: binaries.postgres,
    only: options.only,
    outlives: options.outlives,
  })
  const sockets = socketFolder(way)
  note(dataDir, { sockets })

  const undo: (() => unknown)[] = [
    () => leave(dataDir),
    // What the service wrote meanwhile as root would be out of its owner's reach.
    () => giveTo(dataDir, way.owner),
    () => rmSync(sockets, { recursive: true, force: true }),
  ]
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const postgres = await startPostgres({
      cluster: join(dataDir, 'postgres'),
      sockets,
      way,
      binaries,
      log,
      durable: options.durable ?? true,
    })
    undo.push(() => postgres.stop())
    const pool = postgres.pool('postgres')
    undo.push(() => pool.end())
    await prepare(pool, projectDir, options.seed ?? false)

    const jwtSecret = keptSecret(dataDir)
    const socketPath = join(sockets, 'rest')
    const postgrest = await startPostgrest({
      binary: binaries.postgrest,
      database: 'postgres',
      way,
      sockets,
      socketPath,
      jwtSecret,
      log,
    })
    undo.push(() => postgrest.stop())
    note(dataDir, { sockets, postgrestPid: postgrest.pid })
    return {
      restUrl: restUrlOf(socketPath),
      socketPath,
      jwtSecret,
      pool,
      stop,
      way: way.name,
      serviceKey: signJwt({ role: 'service_role' }, jwtSecret),
      anonKey: signJwt({ role: 'anon' }, jwtSecret),
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The SUPABASE_URL of a PostgREST on a socket. */
export function restUrlOf(socketPath: string): string {
  return `http+unix://${encodeURIComponent(socketPath)}`
}

async function prepare(pool: Pool, projectDir: string, seed: boolean): Promise<void> {
  await bootstrap(pool)
  await migrate(pool, projectDir)
  if (seed) await pool.query(readFileSync(join(projectDir, 'supabase/seed.sql'), 'utf8'))
}

/** In /tmp, because a socket's path may have about 100 characters only. */
function socketFolder(way: Way): string {
  const folder = mkdtempSync('/tmp/calendar-')
  chmodSync(folder, 0o700)
  giveTo(folder, way.owner)
  return folder
}
