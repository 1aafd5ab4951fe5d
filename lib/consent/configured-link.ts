import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { keyBytes } from '../config/encryption-key.ts'
import { connectLink, linkKeys, mailedLinkMs, type LinkKeys } from './connect-link.ts'

/** The keys connect links are signed with, by the configuration. Throws when a key is unusable. */
export function configuredLinkKeys(): LinkKeys {
  const { ENCRYPTION_KEY = '', ENCRYPTION_KEYS_OLD } = config()
  const bytes = (key: string) => {
    const read = keyBytes(key)
    if (!read) throw new Error('ENCRYPTION_KEY: must be 32 bytes as 64 hex digits or base64')
    return read
  }
  return linkKeys(bytes(ENCRYPTION_KEY), ENCRYPTION_KEYS_OLD.map(bytes))
}

/** A connect link to send to a client, good for three days. */
export function configuredLink(clientId: string): string {
  const { publicUrl } = config()
  const now = systemClock.now()
  return connectLink(clientId, {
    publicUrl,
    keys: configuredLinkKeys(),
    now,
    lastsMs: mailedLinkMs,
  })
}
