import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Hono } from 'hono'
import { localControl } from './control.ts'
import { startDatabase } from './database.ts'
import { connectDemoClient } from './demo-connection.ts'
import { deliverOnLoopback } from './google/deliver.ts'
import { googleStandIn, standInClient } from './google/stand-in.ts'
import { keptSecret } from './keys.ts'
import { listenOnLoopback } from './loopback.ts'
import { localSmtp } from './smtp.ts'
import { localSupabaseAuth } from './supabase-auth/supabase-auth.ts'
import { supabaseGateway } from './supabase-gateway.ts'
import { localTwilio } from './twilio/twilio.ts'

/** Everything outside the service, on this machine. */
export type World = {
  /** The environment that makes the service talk to it. */
  env: Record<string, string>
  /** Addresses of the Google and Twilio stand-ins. */
  google: string
  twilio: string
  stop: () => Promise<void>
}

/** What the world is made with. */
export type WorldOptions = {
  /** Kept across restarts; made 0700 when absent. */
  dataDir: string
  /** Where the service itself will listen: the consent page sends browsers back there. */
  serviceUrl: string
  /** Stand-ins take free ports from here on. */
  firstPort: number
}

type Serve = (build: (url: string) => Hono) => Promise<string>

/** Starts database and stand-ins with what they held before; whatever was started is stopped again when a part fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const dataDir = resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const undo: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  const serve: Serve = async (build) => {
    const listening = await listenOnLoopback(options.firstPort, build)
    undo.push(() => listening.close())
    return listening.url
  }
  try {
    const database = await startDatabase({ dataDir, seed: true })
    undo.push(() => database.stop())
    const smtp = await localSmtp({ port: options.firstPort + 100 })
    undo.push(() => smtp.close())
    const redirectUri = `${options.serviceUrl}/auth/google/callback`
    const google = await serveGoogle(serve, join(dataDir, 'google.json'), redirectUri)
    const twilio = await serveTwilio(serve, join(dataDir, 'twilio.json'))
    const supabase = await serveSupabase(serve, database, join(dataDir, 'auth-key.pem'))
    const encryptionKey = keptSecret(dataDir, 'encryption-key')
    await connectDemoClient({ pool: database.pool, google: google.standIn, encryptionKey })
    return {
      google: google.url,
      twilio: twilio.url,
      stop,
      env: {
        ...google.env,
        ...twilio.env,
        SUPABASE_URL: supabase,
        SUPABASE_SERVICE_KEY: database.serviceKey,
        SMTP_URL: smtp.url,
        MAIL_FROM: 'calendar@local.example',
        ADMIN_EMAIL: 'operator@local.example',
        ENCRYPTION_KEY: encryptionKey,
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function serveGoogle(serve: Serve, persist: string, redirectUri: string) {
  const control = localControl(() => Date.now())
  const client = { ...standInClient, redirectUris: [redirectUri] }
  const push = { deliver: deliverOnLoopback, takesLoopback: true }
  const standIn = googleStandIn({ control, persist, client, ...push })
  standIn.app.route('/control', control.routes)
  standIn.app.get('/local/events', (c) => c.json(standIn.events()))
  const url = await serve(() => standIn.app)
  const env = {
    GOOGLE_CLIENT_ID: client.id,
    GOOGLE_CLIENT_SECRET: client.secret,
    GOOGLE_REDIRECT_URI: redirectUri,
    GOOGLE_API_URL: url,
    GOOGLE_CONSENT_URL: `${url}/o/oauth2/v2/auth`,
    GOOGLE_TOKEN_URL: `${url}/token`,
    GOOGLE_REVOKE_URL: `${url}/revoke`,
  }
  return { standIn, url, env }
}

async function serveTwilio(serve: Serve, persist: string) {
  const accountSid = 'AC00000000000000000000000000000001'
  const authToken = randomBytes(16).toString('hex')
  const standIn = localTwilio({ accountSid, authToken, persist })
  standIn.app.route('/control', standIn.control.routes)
  standIn.app.get('/local/messages', (c) => c.json(standIn.messages()))
  const url = await serve(() => standIn.app)
  const env = {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_PHONE_NUMBER: '+14165550199',
    TWILIO_API_URL: url,
  }
  return { url, env }
}

async function serveSupabase(
  serve: Serve,
  database: Awaited<ReturnType<typeof startDatabase>>,
  keyFile: string,
): Promise<string> {
  const { serviceKey, socketPath, pool } = database
  return serve((url) => {
    const query = (text: string, values: string[]) => pool.query(text, values)
    const auth = localSupabaseAuth({ serviceKey, url, query, keyFile })
    return supabaseGateway({ restSocket: socketPath, auth: auth.app })
  })
}
