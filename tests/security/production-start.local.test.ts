import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import lock from '../../package-lock.json' with { type: 'json' }
import { sign } from '../../lib/retell/signature.ts'
import { freePort } from '../support/free-port.ts'

const root = resolve(import.meta.dirname, '../..')
const packages = Object.entries(lock.packages as Record<string, { dev?: boolean }>)

test('production loads no development package, neither at its start nor while it serves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'production-'))
  const loadedFiles = join(folder, 'loaded')
  const port = await freePort()
  const secret = randomBytes(16).toString('hex')
  const nowhere = 'http://127.0.0.1:9'
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'list-loaded.js'), 'scripts/start.js'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        LOADED_FILES: loadedFiles,
        NODE_ENV: 'production',
        PORT: `${port}`,
        PUBLIC_URL: 'https://calendar.example.com',
        DATA_DIR: join(folder, 'data'),
        SUPABASE_URL: nowhere,
        SUPABASE_SERVICE_KEY: randomBytes(16).toString('hex'),
        GOOGLE_CLIENT_ID: 'client-id',
        GOOGLE_CLIENT_SECRET: randomBytes(16).toString('hex'),
        GOOGLE_REDIRECT_URI: 'https://calendar.example.com/auth/google/callback',
        GOOGLE_API_URL: nowhere,
        GOOGLE_TOKEN_URL: nowhere,
        TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
        TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
        TWILIO_PHONE_NUMBER: '+14165550100',
        TWILIO_API_URL: nowhere,
        ENCRYPTION_KEY: randomBytes(32).toString('hex'),
        RETELL_WEBHOOK_SECRET: secret,
        ALLOW_LOOPBACK_VENDORS: 'yes',
      },
    },
  )
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  })
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) if (line.includes('"listening"')) break
  child.stdout.resume()

  const url = `http://127.0.0.1:${port}`
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ mode: 'production' })
  const body = JSON.stringify({
    client_id: randomUUID(),
    call_id: 'call_1',
    requested_time_string: 'tomorrow at 3 pm',
    customer_name: 'Jordan Reyes',
    customer_phone: '+14165550142',
  })
  for (const path of ['/check-availability', '/book', '/auth/google?link=x', '/health/google']) {
    const isPost = !/auth|health/.test(path)
    const headers = {
      'content-type': 'application/json',
      'x-retell-signature': sign(body, secret, Date.now()),
    }
    await fetch(`${url}${path}`, isPost ? { method: 'POST', headers, body } : {})
  }
  child.kill('SIGTERM')
  await once(child, 'exit')

  const loaded = readFileSync(loadedFiles, 'utf8')
  expect(loaded).toContain('/node_modules/hono/')
  expect(loaded).toContain('/node_modules/@supabase/')
  const ofDevelopment = packages.filter(
    ([path, { dev }]) => dev && loaded.includes(`file://${root}/${path}/`),
  )
  expect(ofDevelopment.map(([path]) => path)).toEqual([])
  expect(loaded).not.toMatch(/\/lib\/local\/|\/tests\/(?!security\/list-loaded)/)
})
