import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { turnedClock } from '../../lib/clock.ts'
import { configure } from '../../lib/config.ts'
import { retellAgent } from '../../lib/endpoint/callers.ts'
import { endpoint } from '../../lib/endpoint/endpoint.ts'
import { memoryLimits } from '../../lib/limits/memory-limits.ts'
import { isSigned, sign } from '../../lib/retell/signature.ts'

const now = 1_795_464_075_000
const keys = ['key_first_0123456789abcdef', 'key_second_0123456789abcdef']
const body = readFileSync(new URL('../fixtures/retell/check.json', import.meta.url))
const header = sign(body, keys[1] ?? '', now)

let handled = 0
const many = { client: 1e6, failed: 1e6, visitor: 1e6 }
const deps = { clock: turnedClock(now), limits: memoryLimits(many) }
const agent = endpoint({
  paths: ['/agent'],
  method: 'POST',
  caller: retellAgent,
  deps: () => deps,
  handle({ requestKey }) {
    handled += 1
    return { requestKey: requestKey ?? null }
  },
})

const post = (bytes: Uint8Array, headers: Record<string, string>, peer = '100.20.5.228') =>
  agent.fetch(
    new Request('http://service/agent', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: bytes as Uint8Array<ArrayBuffer>,
    }),
    { peer, after: () => {} },
  )

/** What an attacker learns of an answer: all of it but its random id. */
async function learned(response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'x-request-id')
  const text = (await response.text()).replace(/"requestId":"[^"]*"/, '')
  return JSON.stringify([response.status, headers, text])
}

const secrets = { LOG_LEVEL: 'silent', RETELL_WEBHOOK_SECRET: keys.join(',') }
beforeEach(() => {
  handled = 0
  configure(secrets, 'production')
})

const hex = '0123456789abcdef'
/** One change of a header: a character replaced, removed, added or moved, or a part made up. */
const mutation = fc.oneof(
  fc.record({ at: fc.nat(90), to: fc.constantFrom(...hex, 'g', 'v', '=', ',', ' ') }).map(
    ({ at, to }) =>
      (text: string) =>
        text.slice(0, at % text.length) + to + text.slice((at % text.length) + 1),
  ),
  fc
    .nat(90)
    .map(
      (at) => (text: string) =>
        text.slice(0, at % text.length) + text.slice((at % text.length) + 1),
    ),
  fc.record({ at: fc.nat(90), add: fc.constantFrom(...hex, ',', ', v=1', ' ') }).map(
    ({ at, add }) =>
      (text: string) =>
        text.slice(0, at % text.length) + add + text.slice(at % text.length),
  ),
  fc
    .nat(90)
    .map((at) => (text: string) => text.slice(at % text.length) + text.slice(0, at % text.length)),
  fc
    .integer({ min: -400_000, max: 400_000 })
    .map((by) => (text: string) => text.replace(/\d+/, String(now + by))),
  fc
    .string({ unit: fc.constantFrom(...hex), minLength: 64, maxLength: 64 })
    .map((d) => (text: string) => text.replace(/d=.*/, `d=${d}`)),
  fc
    .constantFrom('', 'v=,d=', 'd=', `v=${now}`, `v=${now},d=`, '0'.repeat(80))
    .map((made) => () => made),
)

/** A signed request with its header changed, and its body too in one of two. */
const forged = fc
  .record({
    changes: fc.array(mutation, { minLength: 1, maxLength: 4 }),
    flip: fc.option(
      fc.record({ at: fc.nat(body.length - 1), by: fc.integer({ min: 1, max: 255 }) }),
      { freq: 2 },
    ),
  })
  .map(({ changes, flip }) => {
    const bytes = Uint8Array.from(body)
    if (flip) bytes[flip.at] = (bytes[flip.at] as number) ^ flip.by
    const changed = changes.reduce((text, change) => (text ? change(text) : text), header)
    return { bytes, header: changed, isForged: flip !== null || !isSame(changed, header) }
  })
  // Chance may put everything back.
  .filter(({ isForged }) => isForged)

const isSame = (a: string, b: string) => a.trim().toLowerCase() === b

describe('a voice agent’s signature', () => {
  it('opens with any current key', async () => {
    for (const key of keys) {
      expect((await post(body, { 'x-retell-signature': sign(body, key, now) })).status).toBe(200)
    }
  })

  it('accepts none of 10,000 headers and bodies changed in one to four places', () => {
    fc.assert(
      fc.property(forged, (forgery) => {
        expect(isSigned(forgery.bytes, forgery.header, { secrets: keys, now })).toBe(false)
      }),
      { numRuns: 10_000 },
    )
  }, 60_000)

  it('teaches nothing by how it refuses', async () => {
    const same = await learned(await post(body, {}))
    expect(same).toContain('[401,')
    await fc.assert(
      fc.asyncProperty(forged, async (forgery) => {
        const answer = await post(forgery.bytes, { 'x-retell-signature': forgery.header })
        expect(await learned(answer)).toBe(same)
      }),
      { numRuns: 300 },
    )
    expect(handled).toBe(0)
  }, 60_000)

  it('fails alike whatever is wrong: nothing, another key, an old time, a foreign address', async () => {
    configure({ ...secrets, RETELL_IPS: '100.20.5.228' }, 'production')
    const failures = [
      await post(body, {}),
      await post(body, { 'x-retell-signature': 'nonsense' }),
      await post(body, { 'x-retell-signature': sign(body, 'another key', now) }),
      await post(body, { 'x-retell-signature': sign(body, keys[0] ?? '', now - 300_001) }),
      await post(body, { 'x-retell-signature': header }, '203.0.113.9'),
      await post(Buffer.from('not json'), { 'content-type': 'text/plain' }),
    ]
    const answers = await Promise.all(failures.map(learned))
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('not_signed')
    expect((await post(body, { 'x-retell-signature': header })).status).toBe(200)
  })

  it('is not made over a digest the timestamp could be moved into', async () => {
    // The timestamp follows the body without a separator: digits may not wander from one to the other.
    const ends7 = Buffer.from('{"word":1}7')
    const digest = createHmac('sha256', keys[0] ?? '')
      .update(ends7)
      .update(String(now))
      .digest('hex')
    const moved = { 'x-retell-signature': `v=7${now},d=${digest}` }
    expect((await post(Buffer.from('{"word":1}'), moved)).status).toBe(401)
  })

  it('lets nothing else of a request decide: a captured body replayed keeps its key', async () => {
    const text = '{"client_id":"c","word":"hi"}'
    const signed = { 'x-retell-signature': sign(text, keys[0] ?? '', now) }
    const keyOf = async (headers: Record<string, string>) =>
      ((await (await post(Buffer.from(text), headers)).json()) as { requestKey: string }).requestKey
    const first = await keyOf(signed)
    expect(first).toMatch(/^signed:/)
    expect(await keyOf(signed)).toBe(first)
    expect(await keyOf({ ...signed, 'idempotency-key': 'second' })).toBe(first)
  })
})
