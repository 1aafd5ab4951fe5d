import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { keptSecret, signJwt } from '../../../lib/local/keys.ts'

test('keys are JSON web tokens as others read them', async () => {
  const secret = 'thirty-two letters of a secret, at least'
  const token = signJwt({ role: 'authenticated', sub: 'somebody' }, secret)
  const { payload, protectedHeader } = await jwtVerify(token, Buffer.from(secret))
  expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' })
  expect(payload).toEqual({ role: 'authenticated', sub: 'somebody' })
})

test('a kept secret stays, and each name has its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'))
  try {
    const first = keptSecret(folder)
    expect(first).toMatch(/^[\w-]{43}$/)
    expect(keptSecret(folder)).toBe(first)
    expect(keptSecret(folder, 'another')).not.toBe(first)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
