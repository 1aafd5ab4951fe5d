import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { encryptionKeys } from '../config/encryption-key.ts'
import { perHost } from '../host.ts'
import { sharedRedis } from '../redis.ts'
import type { Holds } from './holds.ts'
import { memoryHolds } from './memory-holds.ts'
import { redisHolds } from './redis-holds.ts'
import { slotTokenKey } from './slot-token.ts'

/** The process's soft holds: shared by all processes where REDIS_URL is set, else in memory. */
export const sharedHolds = perHost((): Holds => {
  const memory = memoryHolds(systemClock)
  const redis = sharedRedis()
  return redis ? redisHolds({ redis, memory, clock: systemClock }) : memory
})

/** The key slot tokens are sealed with. Throws when ENCRYPTION_KEY is missing, which start-up refuses. */
export const sharedTokenKey = perHost((): Uint8Array =>
  slotTokenKey(encryptionKeys(config()).current),
)
