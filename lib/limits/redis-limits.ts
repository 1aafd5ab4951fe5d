import type { Redis } from 'ioredis'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import { windowSeconds, type Counted, type LimitSizes, type Limits } from './limits.ts'
import { memoryCounters, takeFrom } from './memory-limits.ts'

/**
 * Limits that all processes share through Redis or Valkey. Where it does not answer, each process
 * counts by itself from then on: still exact within the process.
 */
export function redisLimits(redis: Redis, sizes: LimitSizes): Limits {
  const insurance = memoryCounters(sizes)
  const counter = (counted: Counted) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `limit:${counted}`,
      points: sizes[counted],
      duration: windowSeconds,
      // A key over its limit is refused without asking again, also when Redis is gone meanwhile.
      inMemoryBlockOnConsumed: sizes[counted],
      rejectIfRedisNotReady: true,
      insuranceLimiter: insurance[counted],
    })
  const counters = {
    client: counter('client'),
    failed: counter('failed'),
    visitor: counter('visitor'),
  }
  return { take: (counted, key) => takeFrom(counters[counted], key) }
}
