import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, Outcome } from './load.ts'
import { start, type Process } from './processes.ts'
import type { Counts, Order } from './upstream.ts'

/** Everything a measurement uses. */
export type World = {
  floor: Process
  service: Process
  secret: string
  /** The service's folder, and what it is started with. */
  folder: string
  env: Record<string, string>
  load(job: Omit<Job, 'secret'>): Promise<Outcome[]>
  /** Changes the vendors' manners; gives what they were asked since the last time. */
  upstream(order?: Order): Promise<Counts>
  /** Ends the service and starts it anew over the same folder. */
  restart(): Promise<void>
  /** Lets the bench go before whatever else the machine does, where the system allows it; all alike. */
  first(isFirst: boolean): void
  end(): Promise<void>
}

const servicePath = '../start.js'

/** The vendors, the floor, the load and the service in production mode, a process each. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const key = randomBytes(32).toString('hex')
  const secret = randomBytes(16).toString('hex')
  const vendors = await start('upstream.ts', { ENCRYPTION_KEY: key })
  const env = productionEnv({ vendors: `http://127.0.0.1:${vendors.port}`, folder, key, secret })
  const floor = await start('floor.ts', env)
  const load = await start('load.ts')
  const world: World = {
    floor,
    service: await startService(env),
    secret,
    folder,
    env,
    load: (job) => load.ask<Outcome[]>({ ...job, secret }),
    upstream: (order = {}) => vendors.ask<Counts>(order),
    async restart() {
      await world.service.end()
      world.service = await startService(env)
    },
    first(isFirst) {
      for (const { pid } of [world.service, floor, load, vendors]) prioritise(pid, isFirst)
    },
    async end() {
      await Promise.all([world.service, floor, load, vendors].map((process) => process.end()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}

/** The service as it is deployed, but for what lets its garbage be collected on demand. */
function startService(env: Record<string, string>): Promise<Process> {
  return start(servicePath, env, [
    '--expose-gc',
    '--import',
    join(import.meta.dirname, 'memory.js'),
  ])
}

function prioritise(pid: number, isFirst: boolean): void {
  const { PRIORITY_HIGHEST, PRIORITY_NORMAL } = constants.priority
  try {
    // On Linux a priority is a thread's, not a process's.
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      setPriority(Number(thread), isFirst ? PRIORITY_HIGHEST : PRIORITY_NORMAL)
    }
  } catch (error) {
    if ((error as { info?: { code?: string } }).info?.code !== 'EACCES') throw error
  }
}

function productionEnv(of: { vendors: string; folder: string; key: string; secret: string }) {
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    PUBLIC_URL: 'https://calendar.example.com',
    DATA_DIR: of.folder,
    SUPABASE_URL: of.vendors,
    SUPABASE_SERVICE_KEY: 'bench',
    GOOGLE_CLIENT_ID: 'bench',
    GOOGLE_CLIENT_SECRET: 'bench',
    GOOGLE_REDIRECT_URI: 'https://calendar.example.com/auth/google/callback',
    GOOGLE_API_URL: of.vendors,
    GOOGLE_TOKEN_URL: `${of.vendors}/token`,
    TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
    TWILIO_AUTH_TOKEN: 'bench',
    TWILIO_PHONE_NUMBER: '+14165550100',
    TWILIO_API_URL: of.vendors,
    ENCRYPTION_KEY: of.key,
    RETELL_WEBHOOK_SECRET: of.secret,
    CYCLE_TOKEN: of.secret,
    RATE_LIMIT_PER_MINUTE: '100000',
    ALLOW_LOOPBACK_VENDORS: 'yes',
  }
}
