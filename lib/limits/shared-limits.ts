import { config, type Config } from '../config.ts'
import { sharedRedis } from '../redis.ts'
import type { Limits } from './limits.ts'
import { memoryLimits } from './memory-limits.ts'
import { redisLimits } from './redis-limits.ts'

// A person in a browser, or a machine that keeps failing to authenticate.
const perAddress = 60

const built = new WeakMap<Config, Limits>()

/** The process's limits, by the configuration: shared where REDIS_URL is set, else in memory. */
export function sharedLimits(): Limits {
  const settings = config()
  const limits = built.get(settings) ?? build(settings)
  built.set(settings, limits)
  return limits
}

function build(settings: Config): Limits {
  const sizes = {
    client: settings.RATE_LIMIT_PER_MINUTE,
    failed: perAddress,
    visitor: perAddress,
  }
  const connection = sharedRedis()
  if (!connection) return memoryLimits(sizes)
  const shared = connection.then((redis) => redisLimits(redis, sizes))
  return { take: async (counted, key) => (await shared).take(counted, key) }
}
