import { systemClock } from '../clock.ts'
import { config, keyBytes } from '../config.ts'
import { perHost } from '../host.ts'
import type { Holds } from './holds.ts'
import { memoryHolds } from './memory-holds.ts'
import { slotTokenKey } from './slot-token.ts'

/** The process's soft holds. */
export const sharedHolds = perHost((): Holds => memoryHolds(systemClock))

/** The key slot tokens are sealed with. Throws when ENCRYPTION_KEY is missing, which start-up refuses. */
export const sharedTokenKey = perHost((): Uint8Array => {
  const bytes = keyBytes(config().ENCRYPTION_KEY ?? '')
  if (!bytes) throw new Error('ENCRYPTION_KEY is missing')
  return slotTokenKey(bytes)
})
