import { createHmac, hkdfSync } from 'node:crypto'
import { isSame } from '../endpoint/callers.ts'

/** What authenticates channel tokens: keys derived from the encryption keys, the current one first. */
export type ChannelKeys = readonly [Buffer, ...Buffer[]]

/** Keys for channel tokens out of 32-byte encryption keys (HKDF, RFC 5869). */
export function channelKeys(current: Uint8Array, old: readonly Uint8Array[] = []): ChannelKeys {
  const derive = (key: Uint8Array) => Buffer.from(hkdfSync('sha256', key, '', 'push channel', 32))
  return [derive(current), ...old.map(derive)]
}

/** What Google shall send along with a channel's notifications: names the client, and proves it, so that nothing need be looked up. */
export function channelToken(channelId: string, clientId: string, [key]: ChannelKeys): string {
  return `${clientId}.${mac(key, channelId, clientId)}`
}

/** The client a notification is about; undefined when its token is not one of ours for this channel. */
export function clientOfChannel(
  channelId: string,
  token: string,
  keys: ChannelKeys,
): string | undefined {
  const [, clientId, given] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? []
  if (clientId === undefined || given === undefined) return undefined
  return keys.some((key) => isSame(mac(key, channelId, clientId), given)) ? clientId : undefined
}

function mac(key: Buffer, channelId: string, clientId: string): string {
  return createHmac('sha256', key).update(`${channelId}.${clientId}`).digest('base64url')
}
