import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { encryptionKeys } from '../config/encryption-key.ts'
import { connectLink, linkKeys, mailedLinkMs, type LinkKeys } from './connect-link.ts'

/** The keys connect links are signed with, by the configuration. Throws when a key is unusable. */
export function configuredLinkKeys(): LinkKeys {
  const { current, old } = encryptionKeys(config())
  return linkKeys(current, old)
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
