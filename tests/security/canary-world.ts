import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../lib/clock.ts'
import { configuredLinkKeys } from '../../lib/consent/configured-link.ts'
import { connectLink } from '../../lib/consent/connect-link.ts'
import { configure } from '../../lib/config.ts'
import { keyBytes } from '../../lib/config/encryption-key.ts'
import type { Fault } from '../../lib/local/control.ts'
import { demoClientId } from '../../lib/local/demo-client.ts'
import { localSmtp } from '../../lib/local/smtp.ts'
import { startWorld } from '../../lib/local/world.ts'
import { sign } from '../../lib/retell/signature.ts'
import { supabase } from '../../lib/store/supabase.ts'
import { keyring } from '../../lib/tokens/envelope.ts'
import { openRefreshToken, openToken } from '../../lib/tokens/sealed-tokens.ts'
import { freePort } from '../support/free-port.ts'

const tables = [
  'clients',
  'oauth_tokens',
  'failure_logs',
  'client_agents',
  'oauth_states',
  'calendar_channels',
  'bookings',
] as const

/** A production service in its own process, over stand-ins, with everything it says and keeps in reach. */
export async function canaryWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'canary-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const world = await startWorld({
    dataDir: join(folder, 'world'),
    serviceUrl: url,
    firstPort: port + 1,
  })
  const smtp = await localSmtp({ port: port + 300 })
  const random = () => randomBytes(18).toString('hex')
  const secrets = {
    RETELL_WEBHOOK_SECRET: random(),
    CYCLE_TOKEN: random(),
    METRICS_TOKEN: random(),
  }
  const dataDir = join(folder, 'service')
  const env: Record<string, string> & { SMTP_URL: string } = {
    ...world.env,
    ...secrets,
    SMTP_URL: smtp.url,
    ADMIN_EMAIL: 'operator@example.com',
    NODE_ENV: 'production',
    LOG_LEVEL: 'debug',
    PORT: `${port}`,
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    ALLOW_LOOPBACK_VENDORS: 'yes',
  }
  configure(env)
  const child = spawn(process.execPath, ['scripts/start.js'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let logs = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => void (logs += text))
  }
  const answers: string[] = []
  const db = supabase({
    url: env['SUPABASE_URL'] ?? '',
    serviceKey: env['SUPABASE_SERVICE_KEY'] ?? '',
  })
  await until(() => logs.includes('"listening"') || child.exitCode !== null)

  /** Asks the service, and keeps every word of the answer. */
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      redirect: 'manual',
      ...init,
    })
    const text = await response.clone().text()
    answers.push(JSON.stringify([...response.headers]), text)
    return response
  }

  return {
    url,
    env,
    google: world.google,
    ask,
    /** A signed request of an agent. */
    post(path: string, body: string | object, headers: Record<string, string> = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const signature = sign(text, secrets.RETELL_WEBHOOK_SECRET, Date.now())
      const signed = {
        'content-type': 'application/json',
        'x-retell-signature': signature,
        ...headers,
      }
      return ask(path, { method: 'POST', headers: signed, body: text })
    },
    inject: (vendor: 'google' | 'twilio', fault: Fault) =>
      fetch(`${world[vendor]}/control/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      }),
    clear: (vendor: 'google' | 'twilio') =>
      fetch(`${world[vendor]}/control/faults`, { method: 'DELETE' }),
    runCycle: () =>
      ask('/run-cycle', {
        method: 'POST',
        headers: { authorization: `Bearer ${secrets.CYCLE_TOKEN}` },
      }),
    link: () =>
      connectLink(demoClientId, {
        publicUrl: url,
        keys: configuredLinkKeys(),
        now: Date.now(),
        lastsMs: 600_000,
      }),
    /** The client's Google tokens, plain. */
    async tokens(): Promise<string[]> {
      const { data } = await db
        .from('oauth_tokens')
        .select()
        .eq('client_id', demoClientId)
        .abortSignal(soon())
        .single()
        .throwOnError()
      const keys = keyring(keyBytes(env['ENCRYPTION_KEY'] ?? '') ?? Buffer.alloc(0))
      const sealed = {
        access: data.access_token_encrypted,
        refresh: data.refresh_token_encrypted,
        expiresAt: systemClock.now(),
      }
      return [openToken(keys, demoClientId, sealed), openRefreshToken(keys, demoClientId, sealed)]
    },
    logs: () => logs,
    answers: () => answers.join('\n'),
    mails: () => smtp.mails(),
    texts: async () =>
      (await (await fetch(`${world.twilio}/local/messages`)).json()) as {
        body: string
        to: string
      }[],
    events: async () => (await fetch(`${world.google}/local/events`)).text(),
    /** Every row of a table, as JSON. */
    async rows(table: (typeof tables)[number]): Promise<string> {
      return JSON.stringify((await db.from(table).select().abortSignal(soon()).throwOnError()).data)
    },
    tables,
    /** Every byte of the files the service keeps. */
    files: () =>
      existsSync(dataDir)
        ? readdirSync(dataDir, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
            .join('\n')
        : '',
    async stop() {
      await end(child)
      await smtp.close()
      await world.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const soon = () => AbortSignal.timeout(5000)

/** Waits for something that happens elsewhere. */
export async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await happened()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('It did not happen within 30 s.')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
