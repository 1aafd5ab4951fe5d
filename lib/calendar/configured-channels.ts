import { config, type Config } from '../config.ts'
import { keyBytes } from '../config/encryption-key.ts'
import { channelKeys, type ChannelKeys } from './channel-token.ts'

const derived = new WeakMap<Config, ChannelKeys>()

/** The keys of channel tokens, by the configuration. Throws when a key is unusable, which start-up refuses. */
export function configuredChannelKeys(): ChannelKeys {
  const settings = config()
  const bytes = (key: string) => {
    const read = keyBytes(key)
    if (!read) throw new Error('ENCRYPTION_KEY: must be 32 bytes as 64 hex digits or base64')
    return read
  }
  const { ENCRYPTION_KEY = '', ENCRYPTION_KEYS_OLD } = settings
  const keys =
    derived.get(settings) ?? channelKeys(bytes(ENCRYPTION_KEY), ENCRYPTION_KEYS_OLD.map(bytes))
  derived.set(settings, keys)
  return keys
}

/** Where notifications go. */
export const channelPath = '/calendar-changed'
