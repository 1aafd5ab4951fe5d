import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What signs connect links: keys derived from the encryption keys, the current one first. */
export type LinkKeys = readonly [Buffer, ...Buffer[]]

/** A connect link read: for which client, or why it is worth nothing. */
export type ReadLink = { ok: true; clientId: string } | { ok: false; reason: 'invalid' | 'expired' }

const hourMs = 3_600_000
/** A link sent by mail: long enough for a weekend. */
export const mailedLinkMs = 72 * hourMs
/** A link for whoever is at the screen now. */
export const freshLinkMs = 10 * 60_000

/** Keys for links out of 32-byte encryption keys (HKDF, RFC 5869). */
export function linkKeys(current: Uint8Array, old: readonly Uint8Array[] = []): LinkKeys {
  const derive = (key: Uint8Array) => Buffer.from(hkdfSync('sha256', key, '', 'connect link', 32))
  return [derive(current), ...old.map(derive)]
}

/** The address at which a client connects their Google Calendar, good for `lastsMs` from `now` (epoch ms). */
export function connectLink(
  clientId: string,
  {
    publicUrl,
    keys,
    now,
    lastsMs,
  }: { publicUrl: string; keys: LinkKeys; now: number; lastsMs: number },
): string {
  const expires = Math.floor((now + lastsMs) / 1000).toString(36)
  const link = `${clientId}.${expires}.${mac(keys[0], clientId, expires)}`
  return `${publicUrl}/auth/google?link=${link}`
}

/** Reads the `link` parameter of such an address. */
export function readLink(
  link: string | null,
  { keys, now }: { keys: LinkKeys; now: number },
): ReadLink {
  const match = /^([0-9a-f-]{36})\.([0-9a-z]{1,10})\.([\w-]{43})$/.exec(link ?? '')
  const [, clientId = '', expires = '', signature = ''] = match ?? []
  const signed = keys.some((key) => isSame(mac(key, clientId, expires), signature))
  if (!match || !signed) return { ok: false, reason: 'invalid' }
  if (Number.parseInt(expires, 36) * 1000 <= now) return { ok: false, reason: 'expired' }
  return { ok: true, clientId }
}

function mac(key: Buffer, clientId: string, expires: string): string {
  return createHmac('sha256', key).update(`${clientId}.${expires}`).digest('base64url')
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
