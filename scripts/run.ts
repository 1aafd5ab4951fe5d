import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { config, ConfigError, configure } from '../lib/config.ts'
import { describe } from '../lib/endpoint/canonical-line.ts'
import { log } from '../lib/log.ts'
import { openRegistry } from '../lib/metrics/registry.ts'
import { keptTraces } from '../lib/trace/kept-traces.ts'
import { runCycles } from './cycles.ts'
import { dataFolder } from './data-folder.ts'
import { queueIn } from './open-queue.ts'
import { checkPort } from './port-problem.ts'
import { reportZones } from './report-zones.ts'
import { runningFile, type RunningLocal } from './running.ts'
import { listen } from './server.ts'

/** What must be ended again, newest first. */
const endings: (() => Promise<void> | void)[] = []
let isEnding = false

// Node would print the error with all it carries: a vendor's request, for one, and its token.
process.on('uncaughtException', (error) => {
  log().fatal({ event: 'crashed', cause: describe(error) })
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void shutDown())
try {
  await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (!(error instanceof ConfigError)) log().fatal({ cause: describe(error) })
  await end()
  process.exit(1)
}

async function start(): Promise<void> {
  const isLocal = config().mode === 'local'
  dataFolder(config().DATA_DIR)
  const announce = isLocal ? await startLocalWorld() : undefined
  const { HOST, PORT, DATA_DIR, mode, publicUrl } = config()
  const queue = queueIn(DATA_DIR)
  endings.unshift(() => queue.close())
  endings.unshift(() => keptTraces({ queue })?.flush())
  endings.unshift(runCycles({ queue }))
  const server = await listen({ hostname: HOST, port: PORT, queue })
  endings.unshift(() => server.stop(8000))
  log().info({ listening: publicUrl, mode })
  announce?.()
  void reportZones({ queue })
  // Tells PM2 that the old process may go.
  process.send?.('ready')
  await openRegistry()
}

/** Starts the stand-ins and settles the configuration on them; the result tells other commands and the person. */
async function startLocalWorld(): Promise<() => void> {
  const { startWorld } = await import('../lib/local/world.ts')
  const { welcome } = await import('./welcome.ts')
  const { DATA_DIR, HOST, PORT, publicUrl: url } = config()
  // Known before a database is made, and not only after.
  await checkPort({ hostname: HOST, port: PORT })
  const world = await startWorld({ dataDir: DATA_DIR, serviceUrl: url, firstPort: PORT + 1 })
  endings.unshift(() => world.stop())
  configure({ ...process.env, ...world.env }, 'local')
  return () => {
    const path = join(DATA_DIR, runningFile)
    const { google, twilio, env } = world
    const running: RunningLocal = { pid: process.pid, url, google, twilio, env }
    writeFileSync(path, JSON.stringify(running), { mode: 0o600 })
    endings.unshift(() => rmSync(path, { force: true }))
    console.log(welcome(url))
  }
}

async function shutDown(): Promise<void> {
  if (isEnding) return
  await end()
  process.exit(0)
}

async function end(): Promise<void> {
  isEnding = true
  for (const ending of endings.splice(0)) await ending()
}
