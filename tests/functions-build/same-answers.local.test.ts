import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../hono.config.ts'
import { configure } from '../../lib/config.ts'
import { startWorld, type World } from '../../lib/local/world.ts'
import { environmentOf, functionsProcess, type FunctionsProcess } from './functions-process.ts'
import { eventOf, savedRequests, type SavedRequest } from './requests.ts'

const root = join(import.meta.dirname, '..', '..')
const secret = 'key_0123456789abcdef'
const now = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'functions-'))
const undo: (() => Promise<void>)[] = []
let functions: FunctionsProcess
let app: ReturnType<typeof routes>

/** What both sides are given beside the vendors' addresses. */
const own = {
  LOG_LEVEL: 'silent',
  PUBLIC_URL: 'https://calendar.test',
  RETELL_WEBHOOK_SECRET: secret,
  CYCLE_TOKEN: 'cycle-token-of-a-trial',
  RATE_LIMIT_PER_MINUTE: '100000',
  ALLOW_LOOPBACK_VENDORS: 'yes',
}

/** A world for each side: a booking on one must not take the slot on the other. */
async function world(name: string, firstPort: number): Promise<World> {
  const dataDir = join(folder, name)
  const started = await startWorld({ dataDir, firstPort, serviceUrl: own.PUBLIC_URL })
  undo.push(() => started.stop())
  return started
}

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build-functions.ts', '--out', join(folder, 'do')], {
    cwd: root,
  })
  const ours = await world('ours', 22_300)
  const theirs = await world('theirs', 22_600)
  const { COMMIT = '' } = environmentOf(join(folder, 'do'), {})
  configure({ ...own, COMMIT, NODE_ENV: 'production', DATA_DIR: '/tmp', ...ours.env })
  app = routes({ after: (work) => void work() })
  functions = functionsProcess(join(folder, 'do'), { ...own, ...theirs.env })
  undo.push(() => functions.stop())
}, 300_000)

afterAll(async () => {
  for (const step of undo.toReversed()) await step()
  rmSync(folder, { recursive: true, force: true })
})

type Answer = { status: number; type: string | null; body: unknown }

async function onHono(saved: SavedRequest): Promise<Answer> {
  const response = await app.request(saved.path, {
    method: saved.method,
    headers: saved.headers,
    ...(saved.body !== undefined && { body: saved.body }),
  })
  return answerOf(response.status, response.headers.get('content-type'), await response.text())
}

async function onFunctions(saved: SavedRequest): Promise<Answer> {
  const result = await functions.run(saved.function, eventOf(saved))
  return answerOf(result.statusCode, String(result.headers['content-type'] ?? null), result.body)
}

/** Equal but for what is made anew for each request: its id, and tokens, which hold a random part. */
function answerOf(status: number, type: string | null, text: string): Answer {
  const body = text.replaceAll(
    /"(request_id|requestId|slot_token|booking_id)":"[^"]+"/g,
    '"$1":"…"',
  )
  return { status, type: String(type), body: body === '' ? '' : JSON.parse(body) }
}

describe('the bundles on the Functions’ Node', () => {
  it('answer over a hundred saved requests as our own server does', async () => {
    const saved = savedRequests(secret, now)
    expect(saved.length).toBeGreaterThanOrEqual(100)
    const outcomes = new Set<unknown>()
    for (const request of saved) {
      const [ours, theirs] = await Promise.all([onHono(request), onFunctions(request)])
      expect(theirs, `${request.method} ${request.path} ${request.body ?? ''}`).toEqual(ours)
      const { outcome, action, code } = ours.body as Record<string, unknown>
      outcomes.add(outcome ?? action ?? code ?? ours.status)
    }
    expect(outcomes).toContain('booked')
    expect(outcomes).toContain('confirm')
    expect(outcomes).toContain('not_signed')
  }, 120_000)

  it('run the cycle for a scheduled event, which has no web part', async () => {
    expect((await functions.run('run-cycle', {})).statusCode).toBe(200)
  })

  it('printed no warning', () => {
    expect(functions.errors()).toBe('')
  })
})
