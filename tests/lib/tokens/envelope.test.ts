import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { EnvelopeError, keyring } from '../../../lib/tokens/envelope.ts'

const key = randomBytes(32)
const keys = keyring(key)
const place = { table: 'oauth_tokens', column: 'access_token_encrypted', clientId: 'client-1' }
const secret = 'ya29.secret'

const opens = (envelope: string): boolean => {
  try {
    keys.open(envelope, place)
    return true
  } catch (error) {
    if (error instanceof EnvelopeError) return false
    throw error
  }
}

test('what was sealed opens in its own place', () => {
  const envelope = keys.seal(secret, place)
  expect(envelope).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/)
  expect(envelope).not.toContain('ya29')
  expect(keys.open(envelope, place)).toBe(secret)
})

test('sealing twice never gives the same envelope', () => {
  const envelopes = Array.from({ length: 100 }, () => keys.seal(secret, place).split('.')[2])
  expect(new Set(envelopes).size).toBe(100)
})

test.each([
  ['another client', { ...place, clientId: 'client-2' }],
  ['another column', { ...place, column: 'refresh_token_encrypted' }],
  ['another table', { ...place, table: 'oauth_states' }],
])('an envelope moved to %s is refused', (_, elsewhere) => {
  expect(() => keys.open(keys.seal(secret, place), elsewhere)).toThrow(EnvelopeError)
})

test('flipping any one bit of any character is refused', () => {
  const envelope = keys.seal(secret, place)
  const forgeries = [...envelope].flatMap((character, i) =>
    [0, 1, 2, 3, 4, 5, 6].map((bit) => {
      const flipped = String.fromCharCode(character.charCodeAt(0) ^ (1 << bit))
      return envelope.slice(0, i) + flipped + envelope.slice(i + 1)
    }),
  )
  const accepted = forgeries.filter((forged) => opens(forged))
  expect(accepted).toEqual([])
})

test('every truncation is refused, a shortened tag among them', () => {
  const envelope = keys.seal(secret, place)
  for (let length = 0; length < envelope.length; length++) {
    expect(() => keys.open(envelope.slice(0, length), place)).toThrow(EnvelopeError)
  }
  const [v, id, nonce, tag = '', sealed] = envelope.split('.')
  for (const bytes of [4, 8, 12, 15]) {
    const short = Buffer.from(tag, 'base64url').subarray(0, bytes).toString('base64url')
    expect(() => keys.open([v, id, nonce, short, sealed].join('.'), place)).toThrow(EnvelopeError)
  }
})

test('parts swapped between two envelopes are refused', () => {
  const one = keys.seal('first', place).split('.')
  const two = keys.seal('other', place).split('.')
  for (const part of [2, 3, 4]) {
    const mixed = one.with(part, two[part] as string).join('.')
    expect(() => keys.open(mixed, place)).toThrow(EnvelopeError)
  }
})

test('an envelope sealed with a key nobody holds is refused', () => {
  const foreign = keyring(randomBytes(32)).seal(secret, place)
  expect(() => keys.open(foreign, place)).toThrow(EnvelopeError)
})

test('a key id put over another key’s envelope is refused', () => {
  const other = keyring(randomBytes(32))
  const [, , ...rest] = other.seal(secret, place).split('.')
  const id = keys.seal(secret, place).split('.')[1]
  expect(() => keys.open(['v1', id, ...rest].join('.'), place)).toThrow(EnvelopeError)
})

test('after a rotation old envelopes still open and ask to be sealed anew', () => {
  const old = keys.seal(secret, place)
  const rotated = keyring(randomBytes(32), [key])
  expect(rotated.open(old, place)).toBe(secret)
  expect(rotated.isCurrent(old)).toBe(false)
  const anew = rotated.seal(secret, place)
  expect(rotated.isCurrent(anew)).toBe(true)
  expect(() => keys.open(anew, place)).toThrow(EnvelopeError)
})

test('a key of any other length is refused', () => {
  expect(() => keyring(randomBytes(16))).toThrow(EnvelopeError)
})
