import { expect, test } from 'vitest'
import { channelKeys, channelToken, clientOfChannel } from '../../../lib/calendar/channel-token.ts'

const clientId = '00000000-0000-4000-8000-00000000000a'
const other = '00000000-0000-4000-8000-00000000000b'
const channel = 'b4e7c2a0-0000-4000-8000-000000000001'
const [now, before] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)]
const keys = channelKeys(now)
const token = channelToken(channel, clientId, keys)

test('a token names the client of its channel, within what Google carries', () => {
  expect(clientOfChannel(channel, token, keys)).toBe(clientId)
  expect(token.length).toBeLessThanOrEqual(256)
})

test.each([
  ['another channel', 'b4e7c2a0-0000-4000-8000-000000000002', token],
  ['another client', channel, token.replace(clientId, other)],
  ['a changed end', channel, `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`],
  ['a cut end', channel, token.slice(0, -1)],
  ['more behind it', channel, `${token}.x`],
  ['no token', channel, ''],
  ['the client alone', channel, clientId],
])('%s is nobody’s', (_name, id, said) => {
  expect(clientOfChannel(id, said, keys)).toBeUndefined()
})

test('a token made with the key before is still known, one of an unknown key is not', () => {
  const old = channelToken(channel, clientId, channelKeys(before))
  expect(clientOfChannel(channel, old, channelKeys(now, [before]))).toBe(clientId)
  expect(clientOfChannel(channel, old, keys)).toBeUndefined()
})

test('no other secret derived from the same key makes a token', () => {
  const raw = channelToken(channel, clientId, [now])
  expect(clientOfChannel(channel, raw, keys)).toBeUndefined()
})
