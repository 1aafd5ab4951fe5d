import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { windowSeconds, type Counted, type LimitSizes, type Limits, type Taken } from './limits.ts'

/** Limits counted by this process alone. */
export function memoryLimits(sizes: LimitSizes): Limits {
  const counters = memoryCounters(sizes)
  return { take: (counted, key) => takeFrom(counters[counted], key) }
}

/** One counter in memory for each kind. */
export function memoryCounters(sizes: LimitSizes): Record<Counted, RateLimiterMemory> {
  const counter = (counted: Counted) =>
    new RateLimiterMemory({
      keyPrefix: counted,
      points: sizes[counted],
      duration: windowSeconds,
    })
  return { client: counter('client'), failed: counter('failed'), visitor: counter('visitor') }
}

/** Counts one request; the library rejects with the count when it is one too many. */
export async function takeFrom(
  counter: Pick<RateLimiterMemory, 'consume'>,
  key: string,
): Promise<Taken> {
  try {
    await counter.consume(key)
    return { ok: true }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }
  }
}
