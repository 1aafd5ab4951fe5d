import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { configure } from '../../../lib/config.ts'
import { operator, retellAgent, visitor } from '../../../lib/endpoint/callers.ts'
import type { EndpointOptions } from '../../../lib/endpoint/contract.ts'
import { endpoint } from '../../../lib/endpoint/endpoint.ts'
import { memoryLimits } from '../../../lib/limits/memory-limits.ts'
import { sign } from '../../../lib/retell/signature.ts'

const now = Date.UTC(2026, 10, 22, 15)
const secret = 'key_0123456789abcdef'
const freshDeps = () => ({
  clock: turnedClock(now),
  limits: memoryLimits({ client: 3, failed: 2, visitor: 2 }),
})
type Deps = ReturnType<typeof freshDeps>
let deps: Deps

const shared = {
  method: 'POST' as const,
  deps: () => freshDeps(),
  handle: () => ({ handled: true }),
}
const agentOptions: EndpointOptions<object, { word: string }, Deps> = {
  ...shared,
  paths: ['/agent'],
  caller: retellAgent,
  body: v.object({ word: v.string() }),
}
const agent = endpoint(agentOptions)
const lossless = endpoint({
  ...agentOptions,
  overLimit: ({ body }) => ({ kept: body.word }),
})
const consent = endpoint({ ...shared, paths: ['/consent'], method: 'GET', caller: visitor })
const cycle = endpoint({ ...shared, paths: ['/cycle'], caller: operator })

type Sent = { body?: object; peer?: string; signed?: boolean; forwarded?: string }

async function ask(target: typeof agent, sent: Sent = {}) {
  const { body = { word: 'hi', client_id: 'a' }, peer = '203.0.113.9', signed = true } = sent
  const text = JSON.stringify(body)
  const isGet = target === consent
  const request = new Request('http://service/', {
    method: isGet ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signed && { 'x-retell-signature': sign(text, secret, now) }),
      ...(sent.forwarded && { 'x-forwarded-for': sent.forwarded }),
    },
    ...(!isGet && { body: text }),
  })
  const response = await target.fetch(request, { peer, after: () => {} }, deps)
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as object,
  }
}

async function statuses(times: number, target: typeof agent, sent?: Sent): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: times }, () => ask(target, sent)))
  return answers.map(({ status }) => status)
}

beforeEach(() => {
  const env = { LOG_LEVEL: 'silent', RETELL_WEBHOOK_SECRET: secret, CYCLE_TOKEN: 'cycle-token' }
  configure(env, 'production')
  deps = freshDeps()
})

describe('the limit of a client', () => {
  it('answers one request too many with 429, when to come back and a sentence to say', async () => {
    expect(await statuses(3, agent)).toEqual([200, 200, 200])
    const { status, headers, body } = await ask(agent)
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(body).toMatchObject({
      code: 'too_many_requests',
      message: expect.stringMatching(/\.$/) as string,
    })
  })

  it('counts each client by itself, however its id is written', async () => {
    await statuses(3, agent, { body: { word: 'hi', client_id: 'AB' } })
    expect((await ask(agent, { body: { word: 'hi', client_id: 'ab' } })).status).toBe(429)
    expect((await ask(agent, { body: { word: 'hi', client_id: 'b' } })).status).toBe(200)
  })

  it('is not touched by requests that fail authentication', async () => {
    await statuses(10, agent, { signed: false })
    expect(await statuses(3, agent)).toEqual([200, 200, 200])
  })

  it('counts unusable requests too', async () => {
    expect(await statuses(3, agent, { body: { client_id: 'a' } })).toEqual([400, 400, 400])
    expect((await ask(agent)).status).toBe(429)
  })

  it('lets an endpoint keep what must not be lost, when its body can be used', async () => {
    await statuses(3, lossless)
    expect(await ask(lossless)).toMatchObject({ status: 200, body: { kept: 'hi' } })
    expect((await ask(lossless, { body: { client_id: 'a' } })).status).toBe(429)
  })
})

describe('the limit of an address', () => {
  it('turns failures to authenticate away, and nobody who is known', async () => {
    expect(new Set(await statuses(4, agent, { signed: false }))).toEqual(new Set([401, 429]))
    expect((await ask(agent)).status).toBe(200)
    expect((await ask(agent, { signed: false, peer: '198.51.100.1' })).status).toBe(401)
  })

  it('holds for the operator’s token', async () => {
    expect(new Set(await statuses(4, cycle))).toEqual(new Set([401, 429]))
  })

  it('counts visits of consent pages', async () => {
    expect(await statuses(3, consent)).toEqual([200, 200, 429])
    expect((await ask(consent, { peer: '198.51.100.1' })).status).toBe(200)
  })

  it('is not escaped by a forwarded address nobody vouches for', async () => {
    for (const forwarded of ['1.1.1.1', '2.2.2.2']) await ask(consent, { forwarded })
    expect((await ask(consent, { forwarded: '3.3.3.3' })).status).toBe(429)
  })

  it('is not escaped by what a caller tells our proxy', async () => {
    configure({ LOG_LEVEL: 'silent', TRUSTED_PROXY_HOPS: '1' }, 'production')
    const behind = (claim: string) => ({ peer: '127.0.0.1', forwarded: `${claim}, 203.0.113.9` })
    for (const claim of ['1.1.1.1', '2.2.2.2']) await ask(consent, behind(claim))
    expect((await ask(consent, behind('3.3.3.3'))).status).toBe(429)
    const other = await ask(consent, { peer: '127.0.0.1', forwarded: '198.51.100.1' })
    expect(other.status).toBe(200)
  })

  it('holds for a whole IPv6 network of one customer', async () => {
    await ask(consent, { peer: '2001:db8::1' })
    await ask(consent, { peer: '2001:db8::2' })
    expect((await ask(consent, { peer: '2001:db8::3' })).status).toBe(429)
  })

  it('does not count where the address is unknown', async () => {
    expect(await statuses(5, consent, { peer: '' })).toEqual([200, 200, 200, 200, 200])
  })
})
