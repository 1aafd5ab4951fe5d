import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Retell } from 'retell-sdk'
import { describe, expect, it } from 'vitest'
import { isSigned, sign } from '../../../lib/retell/signature.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/retell/${name}.json`, import.meta.url))
const vectors = JSON.parse(fixture('vectors').toString()) as Record<
  string,
  { sig: string; body?: string }
>
const secret = 'key_TEST_ONLY_0123456789abcdef'
const now = 1_795_464_075_000
const check = (body: Uint8Array, header: string | null, at = now, secrets = [secret]) =>
  isSigned(body, header, { secrets, now: at })

describe('Retell signature', () => {
  it.each(['check', 'book', 'argsOnly', 'inbound', 'started', 'ended'])(
    'accepts the vendor’s signature of %s.json over its exact bytes',
    (name) => {
      expect(check(fixture(name), vectors[name]?.sig ?? '')).toBe(true)
    },
  )

  it('accepts UTF-8 and empty bodies', () => {
    expect(
      check(Buffer.from(vectors['vectorUtf8']?.body ?? ''), vectors['vectorUtf8']?.sig ?? ''),
    ).toBe(true)
    expect(check(new Uint8Array(), vectors['empty']?.sig ?? '')).toBe(true)
  })

  it('refuses a body that was parsed and printed again', () => {
    const pretty = JSON.stringify(JSON.parse(fixture('check').toString()), null, 2)
    expect(check(Buffer.from(pretty), vectors['check']?.sig ?? '')).toBe(false)
  })

  it('holds for five minutes to the millisecond, either way', () => {
    const body = Buffer.from('{}')
    const header = sign(body, secret, now)
    expect(check(body, header, now + 300_000)).toBe(true)
    expect(check(body, header, now - 300_000)).toBe(true)
    expect(check(body, header, now + 300_001)).toBe(false)
    expect(check(body, header, now - 300_001)).toBe(false)
  })

  it('accepts any of several keys, and none when none is known', () => {
    const body = Buffer.from('{}')
    const header = sign(body, secret, now)
    expect(check(body, header, now, ['other', secret])).toBe(true)
    expect(check(body, header, now, ['other'])).toBe(false)
    expect(check(body, header, now, [])).toBe(false)
  })

  it.each([
    null,
    '',
    'v=1',
    'd=00',
    `v=${now},d=zz`,
    `v=${now},d=${'0'.repeat(63)}`,
    `v=,d=${'0'.repeat(64)}`,
  ])('refuses the header %j', (header) => {
    expect(check(Buffer.from('{}'), header)).toBe(false)
  })

  it('agrees with retell-sdk on what it signs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const header = await Retell.sign(text, secret)
        const at = Number(/^v=(\d+)/.exec(header)?.[1])
        expect(check(Buffer.from(text), header, at)).toBe(true)
        expect(sign(text, secret, at)).toBe(header)
      }),
      { numRuns: 50 },
    )
  })

  it('accepts none of 10,000 random mutations', () => {
    const body = fixture('check')
    const header = vectors['check']?.sig ?? ''
    fc.assert(
      fc.property(
        fc.nat({ max: body.length + header.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (place, flip) => {
          const bytes = Buffer.concat([body, Buffer.from(header)])
          bytes[place] = (bytes[place] as number) ^ flip
          const mutated = bytes.subarray(body.length).toString('latin1')
          // Upper-case hex is the same signature, not a mutation of it.
          fc.pre(mutated.toLowerCase() !== header || place < body.length)
          expect(check(bytes.subarray(0, body.length), mutated)).toBe(false)
        },
      ),
      { numRuns: 10_000 },
    )
  })
})
