import type { Config } from '../config.ts'
import { encryptionKeys } from '../config/encryption-key.ts'
import { keyring, type Keyring } from './envelope.ts'

/** The keyring of a configuration: ENCRYPTION_KEY seals, ENCRYPTION_KEYS_OLD still open. Throws when a key is unusable. */
export function configuredKeys(
  config: Pick<Config, 'ENCRYPTION_KEY' | 'ENCRYPTION_KEYS_OLD'>,
): Keyring {
  const { current, old } = encryptionKeys(config)
  return keyring(current, old)
}
