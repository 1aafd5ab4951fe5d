import type { Config } from '../config.ts'
import { keyBytes } from '../config/encryption-key.ts'
import { keyring, type Keyring } from './envelope.ts'

/** The keyring of a configuration: ENCRYPTION_KEY seals, ENCRYPTION_KEYS_OLD still open. Throws when a key is unusable. */
export function configuredKeys(
  config: Pick<Config, 'ENCRYPTION_KEY' | 'ENCRYPTION_KEYS_OLD'>,
): Keyring {
  const bytes = (name: string, key = '') => {
    const read = keyBytes(key)
    if (!read) throw new Error(`${name}: must be 32 bytes as 64 hex digits or base64`)
    return read
  }
  return keyring(
    bytes('ENCRYPTION_KEY', config.ENCRYPTION_KEY),
    config.ENCRYPTION_KEYS_OLD.map((key) => bytes('ENCRYPTION_KEYS_OLD', key)),
  )
}
