import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld, type World } from '../../lib/local/world.ts'
import { countingProxy } from '../support/counting-proxy.ts'
import { functionsProcess, type FunctionsProcess } from './functions-process.ts'
import { eventOf, signedRequest } from './requests.ts'

// A function has no local queue: what it cannot hold while Supabase is down, and what it does instead.

const root = join(import.meta.dirname, '..', '..')
const secret = 'key_0123456789abcdef'
const adminPhone = '+14165550177'
const clientId = '00000000-0000-4000-8000-000000000001'
const folder = mkdtempSync(join(tmpdir(), 'functions-'))
const undo: (() => Promise<void>)[] = []
let world: World

beforeAll(async () => {
  const out = join(folder, 'do')
  execFileSync(process.execPath, ['scripts/build-functions.ts', '--out', out], { cwd: root })
  world = await startWorld({
    dataDir: join(folder, 'world'),
    firstPort: 22_900,
    serviceUrl: 'https://calendar.test',
  })
  undo.push(() => world.stop())
}, 300_000)

afterAll(async () => {
  for (const step of undo.toReversed()) await step()
  rmSync(folder, { recursive: true, force: true })
})

function functions(more: Record<string, string>): FunctionsProcess {
  const started = functionsProcess(join(folder, 'do'), {
    ...world.env,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://calendar.test',
    RETELL_WEBHOOK_SECRET: secret,
    ALLOW_LOOPBACK_VENDORS: 'yes',
    ...more,
  })
  undo.push(() => started.stop())
  return started
}

/** The sentence and outcome of a call to a tool. */
async function said(
  on: FunctionsProcess,
  tool: 'check-availability' | 'book',
  call: number,
): Promise<Record<string, unknown>> {
  const day = new Date(Date.now() + (3 + call) * 86_400_000).toISOString().slice(0, 10)
  const args = {
    requested_time_string: `${day}T11:00:00-05:00`,
    customer_name: 'Jordan Reyes',
    customer_phone: '+14165550142',
  }
  const saved = signedRequest({ secret, now: Date.now() }, { tool, args, call, clientId })
  const result = await on.run(tool, eventOf(saved))
  return { status: result.statusCode, ...(JSON.parse(result.body) as Record<string, unknown>) }
}

async function texts(): Promise<{ to: string; body: string }[]> {
  return (await fetch(`${world.twilio}/local/messages`)).json() as Promise<
    { to: string; body: string }[]
  >
}

/** An address where nothing answers. */
const nowhere = 'http://127.0.0.1:22890'

describe('a function while Supabase is down', () => {
  it('goes on from what it remembers when it is warm', async () => {
    const supabase = await countingProxy(world.env['SUPABASE_URL'] ?? '', 22_891)
    const warm = functions({ SUPABASE_URL: supabase.url, ADMIN_PHONE: adminPhone })
    expect(await said(warm, 'check-availability', 1)).toMatchObject({ status: 200 })
    supabase.close()
    expect(await said(warm, 'check-availability', 2)).toMatchObject({
      status: 200,
      reason: expect.stringMatching(/^(free|busy)$/),
    })
  })

  it('texts the operator the client’s id when it is cold, and says the request is passed on', async () => {
    const cold = functions({ SUPABASE_URL: nowhere, ADMIN_PHONE: adminPhone })
    expect(await said(cold, 'book', 3)).toMatchObject({ status: 200, outcome: 'handed_over' })
    const told = (await texts()).filter(({ to }) => to === adminPhone)
    expect(told.map(({ body }) => body).join('\n')).toContain(clientId)
  })

  it('says it could not be arranged when there is nobody left to tell', async () => {
    const mute = functions({
      SUPABASE_URL: nowhere,
      ADMIN_PHONE: '',
      ADMIN_EMAIL: '',
      TWILIO_API_URL: nowhere,
      SMTP_URL: '',
    })
    const answer = await said(mute, 'book', 4)
    expect(answer).toMatchObject({ status: 200, outcome: 'not_booked', booked: false })
    expect(answer['message']).not.toMatch(/\bset\b/)
  })
})
