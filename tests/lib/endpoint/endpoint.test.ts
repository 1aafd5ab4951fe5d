import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { configure } from '../../../lib/config.ts'
import { operator, retellAgent } from '../../../lib/endpoint/callers.ts'
import { endpoint } from '../../../lib/endpoint/endpoint.ts'
import { Problem } from '../../../lib/endpoint/problem.ts'
import type { Host } from '../../../lib/host.ts'
import { sign } from '../../../lib/retell/signature.ts'

const now = Date.UTC(2026, 10, 22, 15)
const secret = 'key_0123456789abcdef'
const host: Host = { peer: '127.0.0.1', after: () => {} }
const deps = { clock: turnedClock(now) }

const echo = endpoint({
  paths: ['/echo'],
  method: 'POST',
  caller: retellAgent,
  body: v.object({ word: v.string() }),
  deps: () => deps,
  handle({ call, body }) {
    if (body.word === 'problem') throw new Problem(409, 'on_purpose', 'As asked.')
    if (body.word === 'crash') throw new Error('secret inside')
    return { word: body.word, client: call.clientId ?? null }
  },
})

type Sent = { method?: string; body?: string | Uint8Array; headers?: Record<string, string> }

const json = { 'content-type': 'application/json' }

/** The same request both ways: as the web sees it, and as a Functions event. */
async function bothWays(
  sent: Sent,
): Promise<{ status: number; headers: Headers; body: unknown }[]> {
  const { method = 'POST', body = '{"word":"hi","client_id":"c"}', headers = json } = sent
  const web = await echo.fetch(
    new Request('http://service/echo', {
      method,
      headers,
      ...(method === 'POST' && { body: Buffer.from(body) }),
    }),
    host,
  )
  const event = {
    http: {
      method,
      path: '',
      headers,
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
    },
  }
  const fn = await echo.main(event)
  return [
    { status: web.status, headers: web.headers, body: await web.json() },
    {
      status: fn.statusCode,
      headers: new Headers(fn.headers as Record<string, string>),
      body: JSON.parse(fn.body),
    },
  ]
}

beforeEach(() => {
  configure({ LOG_LEVEL: 'silent' }, 'local')
})

describe('an endpoint', () => {
  const oversized = JSON.stringify({ word: 'x'.repeat(3 * 1024 * 1024) })
  it.each<[string, Sent, number, Record<string, unknown>]>([
    ['answers', {}, 200, { word: 'hi', client: 'c' }],
    ['refuses another method', { method: 'PUT', body: '' }, 405, { code: 'wrong_method' }],
    ['refuses a body that is not JSON', { body: '{"word":' }, 400, { code: 'malformed_json' }],
    [
      'refuses broken UTF-8',
      { body: Buffer.from([0x7b, 0xff, 0x7d]) },
      400,
      { code: 'malformed_json' },
    ],
    ['refuses an empty body', { body: '' }, 400, { code: 'malformed_json' }],
    ['refuses a list', { body: '[]' }, 400, { code: 'not_an_object' }],
    [
      'refuses another type',
      { headers: { 'content-type': 'text/plain' } },
      415,
      { code: 'not_json' },
    ],
    ['refuses a body without a type', { headers: {} }, 415, { code: 'not_json' }],
    ['refuses 3 MB', { body: oversized }, 413, { code: 'too_large' }],
    [
      'refuses a __proto__ key',
      { body: '{"word":"a","__proto__":{}}' },
      400,
      { code: 'forbidden_content' },
    ],
    [
      'refuses an escaped __proto__ key',
      { body: '{"a":[{"\\u005f_proto__":1}]}' },
      400,
      { code: 'forbidden_content' },
    ],
    ['refuses a NUL', { body: '{"word":"a\\u0000b"}' }, 400, { code: 'forbidden_content' }],
    ['takes __proto__ as a word', { body: '{"word":"__proto__"}' }, 200, { word: '__proto__' }],
    ['names a body that does not fit', { body: '{"word":5}' }, 400, { code: 'unusable_body' }],
    [
      'maps a problem',
      { body: '{"word":"problem"}' },
      409,
      { code: 'on_purpose', detail: 'As asked.' },
    ],
    [
      'hides a crash',
      { body: '{"word":"crash"}' },
      500,
      { code: 'internal', detail: 'Something went wrong on our side.' },
    ],
    [
      'takes a charset',
      { headers: { 'content-type': 'application/json; charset=utf-8' } },
      200,
      { word: 'hi' },
    ],
    ['ignores unknown keys', { body: '{"word":"hi","more":1}' }, 200, { word: 'hi' }],
  ])('%s, alike on every platform', async (_name, sent, status, body) => {
    for (const got of await bothWays(sent)) {
      expect(got.status).toBe(status)
      expect(got.body).toMatchObject(body)
      expect(got.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(got.headers.get('cache-control')).toBe('no-store')
      if (status >= 400) expect(got.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it('closes the connection on a body it did not read', async () => {
    for (const got of await bothWays({ body: oversized }))
      expect(got.headers.get('connection')).toBe('close')
  })

  it('names the allowed method', async () => {
    for (const got of await bothWays({ method: 'PUT', body: '' }))
      expect(got.headers.get('allow')).toBe('POST')
  })

  it('stops reading a body of unknown length at the limit', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const request = new Request('http://service/echo', {
      method: 'POST',
      headers: json,
      body: endless,
      duplex: 'half',
    })
    expect((await echo.fetch(request, host)).status).toBe(413)
    expect(pulled).toBeLessThan(100)
  })

  it('refuses proxied requests in local mode', async () => {
    for (const got of await bothWays({ headers: { ...json, 'x-forwarded-for': '8.8.8.8' } })) {
      expect(got).toMatchObject({ status: 403, body: { code: 'local_mode' } })
    }
  })

  it('checks the signature over the raw bytes when a secret is set', async () => {
    configure({ LOG_LEVEL: 'silent', RETELL_WEBHOOK_SECRET: secret }, 'local')
    const body = '{"word":"hi"}'
    const signed = { ...json, 'x-retell-signature': sign(body, secret, now) }
    for (const got of await bothWays({ body, headers: signed })) expect(got.status).toBe(200)
    for (const got of await bothWays({ body: `${body} `, headers: signed }))
      expect(got.status).toBe(401)
    for (const got of await bothWays({ body }))
      expect(got).toMatchObject({ status: 401, body: { code: 'not_signed' } })
  })

  it('reads the older Functions event the same way', async () => {
    const result = await echo.main({
      __ow_method: 'post',
      __ow_headers: json,
      __ow_body: '{"word":"old"}',
      __ow_path: '',
    })
    expect(result.statusCode).toBe(200)
    expect(JSON.parse(result.body)).toMatchObject({ word: 'old' })
  })
})

describe('an operator’s endpoint', () => {
  const cycle = endpoint({
    paths: ['/cycle'],
    method: 'POST',
    caller: operator,
    deps: () => deps,
    handle: () => ({ done: true }),
  })
  const post = (authorization?: string) =>
    cycle.fetch(
      new Request('http://service/cycle', {
        method: 'POST',
        headers: authorization ? { authorization } : {},
      }),
      host,
    )

  it('opens to its token only', async () => {
    configure({ LOG_LEVEL: 'silent', CYCLE_TOKEN: 'cycle-token' }, 'local')
    expect((await post('Bearer cycle-token')).status).toBe(200)
    expect((await post('Bearer other')).status).toBe(401)
    expect((await post()).status).toBe(401)
  })

  it('is closed when no token is configured', async () => {
    expect((await post('Bearer undefined')).status).toBe(401)
  })

  it('takes a scheduled event without an http part', async () => {
    expect((await cycle.main({})).statusCode).toBe(200)
  })
})

describe('work behind the answer', () => {
  it('is finished before a function returns', async () => {
    const done: string[] = []
    const late = endpoint({
      paths: ['/late'],
      method: 'POST',
      caller: operator,
      deps: () => deps,
      handle({ after }) {
        after(async () => {
          await new Promise((resolve) => setImmediate(resolve))
          done.push('behind')
        })
        return {}
      },
    })
    await late.main({})
    expect(done).toEqual(['behind'])
  })
})
