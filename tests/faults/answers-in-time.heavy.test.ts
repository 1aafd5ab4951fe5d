import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoClientId } from '../../lib/local/demo-client.ts'
import type { Fault } from '../../lib/local/control.ts'
import { startService, type Service } from '../scripts/service.ts'

// 250 calls in each kind of outage, on the service as it runs: every one gets a true sentence, in time.
const calls = 250
const atOnce = 20
/** What a busy machine may add to a deadline before this says that a caller was left waiting. */
const graceMs = 4000
const deadlines = { '/check-availability': 3000, '/book': 6000 }

const dataDir = mkdtempSync(join(tmpdir(), 'in-time-'))
let service: Service

beforeAll(async () => {
  service = await startService(dataDir, 4400, {
    RATE_LIMIT_PER_MINUTE: '100000',
    LOG_LEVEL: 'error',
  })
})
afterAll(async () => {
  await service?.end('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

type Answered = {
  path: keyof typeof deadlines
  status: number
  ms: number
  body: Record<string, unknown>
}

async function call(n: number): Promise<Answered> {
  const path = n % 2 === 0 ? '/check-availability' : '/book'
  const day = new Date(Date.now() + (2 + (n % 40)) * 86_400_000).toISOString().slice(0, 10)
  const started = performance.now()
  const response = await fetch(service.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: demoClientId,
      requested_time_string: `${day}T${10 + (n % 9)}:30:00-05:00`,
      customer_name: `Caller ${n}`,
      customer_phone: '+14165550142',
    }),
  })
  const body = (await response.json()) as Record<string, unknown>
  return { path, status: response.status, ms: performance.now() - started, body }
}

async function callAll(): Promise<Answered[]> {
  const answers: Answered[] = []
  let next = 0
  const worker = async () => {
    while (next < calls) answers.push(await call(next++))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return answers
}

function expectTrue(answers: Answered[]): void {
  expect(answers).toHaveLength(calls)
  for (const { path, status, ms, body } of answers) {
    expect(status).toBe(200)
    expect(body['message']).toMatch(/^[A-Z].{10,300}[.?]$/)
    expect(ms, path).toBeLessThan(deadlines[path] + graceMs)
    // Nothing is called booked while Google cannot have confirmed it.
    if (path === '/book') expect(body['booked']).toBe(body['outcome'] === 'booked')
  }
}

async function google(fault: Fault | undefined): Promise<void> {
  const url = `${service.local().google}/control/faults`
  const headers = { 'content-type': 'application/json' }
  await (fault
    ? fetch(url, { method: 'POST', headers, body: JSON.stringify(fault) })
    : fetch(url, { method: 'DELETE' }))
}

describe('every caller is answered inside the deadline', () => {
  it.each<[string, Fault]>([
    ['hangs', { on: '*', kind: 'hang', times: 0 }],
    [
      'answers 429 forever',
      { on: '*', kind: 'status', status: 429, reason: 'rateLimitExceeded', times: 0 },
    ],
    ['resets every connection', { on: '*', kind: 'reset', times: 0 }],
  ])('while Google %s', async (_name, fault) => {
    await google(fault)
    try {
      const answers = await callAll()
      expectTrue(answers)
      for (const { body } of answers) {
        expect(body['booked'] ?? false).toBe(false)
        expect(body['available'] ?? false).toBe(false)
      }
    } finally {
      await google(undefined)
    }
  })

  it('while Supabase is a black hole', async () => {
    const { postgrest } = JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as {
      postgrest: { pid: number }
    }
    process.kill(postgrest.pid, 'SIGSTOP')
    try {
      expectTrue(await callAll())
    } finally {
      process.kill(postgrest.pid, 'SIGCONT')
    }
  })
})
