import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from './child.ts'
import type { Way } from './privileges.ts'

/** A running PostgREST, reachable only by its socket. */
export type Postgrest = { pid: number; socketPath: string; stop(): Promise<void> }

/** What a PostgREST is started with. */
export type PostgrestOptions = {
  binary: string
  way: Pick<Way, 'command'>
  /** PostgreSQL's socket folder, and the database in it. */
  sockets: string
  database: string
  socketPath: string
  jwtSecret: string
  log: (line: string) => void
}

/** Starts PostgREST on a database and resolves when it has read the schema. */
export async function startPostgrest(options: PostgrestOptions): Promise<Postgrest> {
  const child = startChild(options.way.command([options.binary]), {
    env: {
      PGRST_DB_URI: `postgres:///${options.database}?host=${encodeURIComponent(options.sockets)}&user=authenticator`,
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_EXTRA_SEARCH_PATH: 'public, extensions',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_MAX_ROWS: '1000',
      PGRST_SERVER_UNIX_SOCKET: options.socketPath,
      PGRST_JWT_SECRET: options.jwtSecret,
    },
    log: options.log,
  })
  for (let tries = 0; tries < 750; tries++) {
    if (child.hasEnded()) throw new Error(`PostgREST did not start:\n${await child.ended}`)
    if ((await statusOf(options.socketPath)) === 200) {
      return {
        pid: child.pid,
        socketPath: options.socketPath,
        stop: () => child.stop('SIGTERM', 3000),
      }
    }
    await pause(20)
  }
  await child.stop('SIGTERM', 3000)
  throw new Error(`PostgREST did not answer within 15 s:\n${await child.ended}`)
}

/** The status of `GET /`, or 0 when nothing answers. */
function statusOf(socketPath: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/', method: 'HEAD', timeout: 2000 }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(0))
    asked.end()
  })
}
