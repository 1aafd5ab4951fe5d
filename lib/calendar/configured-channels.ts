import { config, type Config } from '../config.ts'
import { encryptionKeys } from '../config/encryption-key.ts'
import { channelKeys, type ChannelKeys } from './channel-token.ts'

const derived = new WeakMap<Config, ChannelKeys>()

/** The keys of channel tokens, by the configuration. Throws when a key is unusable, which start-up refuses. */
export function configuredChannelKeys(): ChannelKeys {
  const settings = config()
  const known = derived.get(settings)
  if (known) return known
  const { current, old } = encryptionKeys(settings)
  const keys = channelKeys(current, old)
  derived.set(settings, keys)
  return keys
}

/** Where notifications go. */
export const channelPath = '/calendar-changed'
