import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as bookFile from '../../functions/book.ts'
import * as checkFile from '../../functions/check-availability.ts'
import * as healthFile from '../../functions/health.ts'
import * as cycleFile from '../../functions/run-cycle.ts'
import { routes } from '../../hono.config.ts'
import { systemClock } from '../../lib/clock.ts'
import { configure } from '../../lib/config.ts'
import { demoClientId } from '../../lib/local/demo-client.ts'
import { startWorld, type World } from '../../lib/local/world.ts'
import type { Queue } from '../../lib/store/queue.ts'
import { openQueue } from '../../lib/store/sqlite-queue.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'

// The same request through Hono (with the queue of a long-lived process) and through `main` (without
// one), over real PostgreSQL and PostgREST and the vendors' real clients.
const mains = {
  '/check-availability': checkFile.main,
  '/book': bookFile.main,
  '/health': healthFile.main,
  '/run-cycle': cycleFile.main,
}
type Path = keyof typeof mains
type Sent = {
  path: Path
  method?: string
  body?: string | object
  headers?: Record<string, string>
}

const dataDir = mkdtempSync(join(tmpdir(), 'platforms-'))
let world: World
let queue: Queue

beforeAll(async () => {
  world = await startWorld({ dataDir, serviceUrl: 'http://127.0.0.1:3990', firstPort: 3991 })
  configure({ ...world.env, CYCLE_TOKEN: 'cycle-token', LOG_LEVEL: 'silent' }, 'local')
  queue = openQueue({ file: join(dataDir, 'queue.sqlite'), clock: systemClock })
})

afterAll(async () => {
  queue?.close()
  await world?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function throughHono({ path, method = 'POST', body, headers }: Sent) {
  const behind: Promise<void>[] = []
  const app = routes({ queue, after: (work) => void behind.push(work()) })
  const response = await app.request(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: textOf(body) }),
  })
  await Promise.all(behind)
  return {
    status: response.status,
    body: JSON.parse(await response.text()) as Record<string, unknown>,
  }
}

async function throughMain({ path, method = 'POST', body, headers }: Sent) {
  const result = await mains[path]({
    http: {
      method,
      path: '',
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(body === undefined ? '' : textOf(body)).toString('base64'),
      isBase64Encoded: true,
    },
  })
  return { status: result.statusCode, body: JSON.parse(result.body) as Record<string, unknown> }
}

function textOf(body: string | object): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** An answer without what differs by design: request ids, and tokens, which hold the minute they were made in. */
function comparable(answer: { status: number; body: object }): unknown {
  const text = JSON.stringify(answer, (key, value: unknown) =>
    ['request_id', 'requestId', 'slot_token'].includes(key) ? typeof value : value,
  )
  return JSON.parse(text)
}

const client = { client_id: demoClientId }
const shaped = (args: object) =>
  retellShaped('check_availability', args, { clientId: demoClientId, callId: 'call_platforms' })

describe('Hono and Functions answer alike', () => {
  it.each<[string, Sent, number]>([
    [
      'a free time',
      {
        path: '/check-availability',
        body: { ...client, requested_time_string: 'tomorrow at 4:30 pm' },
      },
      200,
    ],
    [
      'a window',
      {
        path: '/check-availability',
        body: { ...client, requested_time_string: 'the day after tomorrow in the afternoon' },
      },
      200,
    ],
    [
      'words that are no time',
      { path: '/check-availability', body: { ...client, requested_time_string: 'purple' } },
      200,
    ],
    [
      'a Retell payload',
      {
        path: '/check-availability',
        body: shaped({ requested_time_string: 'tomorrow at 4:30 pm' }),
      },
      200,
    ],
    [
      'another zone',
      {
        path: '/check-availability',
        body: {
          ...client,
          requested_time_string: 'tomorrow at 1:30 pm',
          customer_timezone: 'America/Vancouver',
        },
      },
      200,
    ],
    [
      'a length not offered',
      { path: '/check-availability', body: { ...client, meeting_length: 7 } },
      200,
    ],
    ['no client', { path: '/check-availability', body: {} }, 400],
    [
      'an unknown client',
      { path: '/check-availability', body: { client_id: '99999999-9999-4999-8999-999999999999' } },
      404,
    ],
    ['malformed JSON', { path: '/check-availability', body: '{' }, 400],
    [
      'another type',
      { path: '/check-availability', body: 'a=b', headers: { 'content-type': 'text/plain' } },
      415,
    ],
    ['another method', { path: '/check-availability', method: 'PUT', body: '{}' }, 405],
    ['3 MB', { path: '/check-availability', body: { x: 'x'.repeat(3_000_000) } }, 413],
    [
      'a book without a time',
      { path: '/book', body: { ...client, customer_phone: '+14165550142' } },
      200,
    ],
    [
      'a book without a number',
      { path: '/book', body: { ...client, requested_time_string: 'tomorrow at 4:30 pm' } },
      200,
    ],
    ['a book of nobody', { path: '/book', body: {} }, 400],
    ['a book by GET', { path: '/book', method: 'GET' }, 405],
    ['health', { path: '/health', method: 'GET' }, 200],
    ['health by POST', { path: '/health', body: '{}' }, 405],
    ['a cycle without its token', { path: '/run-cycle' }, 401],
  ])('%s', async (_name, sent, status) => {
    const [hono, main] = [await throughHono(sent), await throughMain(sent)]
    expect(hono.status).toBe(status)
    expect(comparable(main)).toEqual(comparable(hono))
  })

  it('a booking made on one is repeated by the other', async () => {
    for (const [key, first, second] of [
      ['from-hono', throughHono, throughMain],
      ['from-main', throughMain, throughHono],
    ] as const) {
      const sent: Sent = {
        path: '/book',
        body: {
          ...client,
          requested_time_string:
            key === 'from-hono' ? 'tomorrow at 4:30 pm' : 'tomorrow at 1:30 pm',
          customer_name: 'Jordan Reyes',
          customer_phone: '+14165550142',
        },
        headers: { 'idempotency-key': key },
      }
      const made = await first(sent)
      expect(made.body).toMatchObject({ outcome: 'booked' })
      expect(comparable(await second(sent))).toEqual(comparable(made))
    }
  })

  it('a cycle says what it did', async () => {
    const headers = { authorization: 'Bearer cycle-token' }
    const hono = await throughHono({ path: '/run-cycle', headers })
    expect(hono.body).toMatchObject({ queue: { isSupabaseUp: true }, failed: [] })
    const main = await throughMain({ path: '/run-cycle', headers })
    expect(main.body).toMatchObject({ failed: [] })
    expect(main.body['queue']).toBeUndefined()
  })
})
