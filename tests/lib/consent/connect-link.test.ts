import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { connectLink, linkKeys, readLink } from '../../../lib/consent/connect-link.ts'

const key = randomBytes(32)
const keys = linkKeys(key)
const clientId = '00000000-0000-4000-8000-000000000001'
const now = Date.parse('2026-11-23T14:00:00Z')
const hour = 3_600_000
const made = (by = keys) => {
  const url = connectLink(clientId, {
    publicUrl: 'https://us.example',
    keys: by,
    now,
    lastsMs: hour,
  })
  return new URL(url).searchParams.get('link') ?? ''
}

test('a link names its client until it expires', () => {
  expect(readLink(made(), { keys, now: now + hour - 1 })).toEqual({ ok: true, clientId })
  expect(readLink(made(), { keys, now: now + hour })).toEqual({ ok: false, reason: 'expired' })
})

test('a link with any character changed, dropped or added is invalid', () => {
  const link = made()
  const changed = [...link].flatMap((character, i) => [
    link.slice(0, i) + (character === 'a' ? 'b' : 'a') + link.slice(i + 1),
    link.slice(0, i) + link.slice(i + 1),
    `${link.slice(0, i)}0${link.slice(i)}`,
  ])
  const accepted = changed.filter((other) => other !== link && readLink(other, { keys, now }).ok)
  expect(accepted).toEqual([])
})

test('a link signed with another key is invalid, one signed with an old key is good', () => {
  const other = randomBytes(32)
  expect(readLink(made(linkKeys(other)), { keys, now })).toEqual({ ok: false, reason: 'invalid' })
  const rotated = linkKeys(other, [key])
  expect(readLink(made(), { keys: rotated, now })).toEqual({ ok: true, clientId })
})

test('no link at all is invalid', () => {
  expect(readLink(null, { keys, now })).toEqual({ ok: false, reason: 'invalid' })
})
