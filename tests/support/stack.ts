import { randomBytes } from 'node:crypto'
import { Client, Pool } from 'pg'
import { inject } from 'vitest'
import { findBinaries } from '../../lib/local/binaries.ts'
import { restUrlOf } from '../../lib/local/database.ts'
import { signJwt } from '../../lib/local/keys.ts'
import { startPostgrest } from '../../lib/local/postgrest.ts'
import { endsWithUs } from '../../lib/local/privileges.ts'

/** A fresh, migrated, empty database with PostgREST in front of it, for one test file. */
export type TestDatabase = {
  /** For `supabase({ url, serviceKey })` and SUPABASE_URL. */
  restUrl: string
  /** PostgREST's socket. */
  socketPath: string
  serviceKey: string
  anonKey: string
  /** The key of a signed-in dashboard user. */
  userKey(userId: string): string
  jwtSecret: string
  /** Straight to PostgreSQL, past every right and rule. */
  pool: Pool
  stop(): Promise<void>
}

/** Copies the run's template and starts PostgREST on the copy (about 0.2 s). */
export async function testDatabase(): Promise<TestDatabase> {
  const sockets = inject('postgresSockets')
  const database = `test_${randomBytes(6).toString('hex')}`
  await onServer(sockets, `create database ${database} template calendar_template`)
  const jwtSecret = randomBytes(32).toString('hex')
  const socketPath = `${sockets}/${database}`
  const endsWithTests = await endsWithUs()
  const postgrest = await startPostgrest({
    binary: findBinaries(process.cwd()).postgrest,
    way: { command: (argv) => ({ argv: [...endsWithTests, ...argv] }) },
    sockets,
    database,
    socketPath,
    jwtSecret,
    log: () => undefined,
  })
  const pool = new Pool({ host: sockets, user: 'postgres', database, max: 4 })
  return {
    restUrl: restUrlOf(socketPath),
    socketPath,
    serviceKey: signJwt({ role: 'service_role' }, jwtSecret),
    anonKey: signJwt({ role: 'anon' }, jwtSecret),
    userKey: (userId) => signJwt({ role: 'authenticated', sub: userId }, jwtSecret),
    jwtSecret,
    pool,
    async stop() {
      await pool.end()
      await postgrest.stop()
      await onServer(sockets, `drop database ${database} with (force)`)
    },
  }
}

async function onServer(sockets: string, statement: string): Promise<void> {
  const client = new Client({ host: sockets, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
