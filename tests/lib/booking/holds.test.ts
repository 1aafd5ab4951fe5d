import { describe, expect, test } from 'vitest'
import type { Holds } from '../../../lib/booking/holds.ts'
import { memoryHolds } from '../../../lib/booking/memory-holds.ts'
import { redisHolds, type RedisHashes } from '../../../lib/booking/redis-holds.ts'
import { turnedClock, type Clock } from '../../../lib/clock.ts'

const first = { clientId: 'broker', callId: 'call_1' }
const second = { clientId: 'broker', callId: 'call_2' }
const three = { start: 3_000, end: 4_000 }
const four = { start: 4_000, end: 5_000 }

/** Hashes as Redis keeps them, gone when their key expires; it can be away. */
function fakeRedis(clock: Clock) {
  const hashes = new Map<string, { fields: Map<string, string>; until: number }>()
  const state = { isAway: false }
  const at = (key: string) => {
    if (state.isAway) throw new Error('connection lost')
    const known = hashes.get(key)
    const live = known && known.until > clock.now() ? known : undefined
    const hash = live ?? { fields: new Map<string, string>(), until: Infinity }
    hashes.set(key, hash)
    return hash
  }
  const redis: RedisHashes = {
    hset: async (key, field, value) => at(key).fields.set(field, value),
    pexpire: async (key, ms) => Object.assign(at(key), { until: clock.now() + ms }),
    hgetall: async (key) => Object.fromEntries(at(key).fields),
    hdel: async (key, ...fields) => fields.forEach((field) => at(key).fields.delete(field)),
  }
  const fieldsOf = (key: string) => [...at(key).fields.keys()]
  return { redis, state, fieldsOf }
}

/** Two processes' holds. */
const kinds: [string, (clock: Clock) => [Holds, Holds]][] = [
  [
    'in memory',
    (clock) => {
      const holds = memoryHolds(clock)
      return [holds, holds]
    },
  ],
  [
    'shared through Redis',
    (clock) => {
      const redis = Promise.resolve(fakeRedis(clock).redis)
      const own = () => redisHolds({ redis, memory: memoryHolds(clock), clock })
      return [own(), own()]
    },
  ],
  [
    'in each process while Redis is away',
    (clock) => {
      const redis = Promise.reject<RedisHashes>(new Error('no connection'))
      redis.catch(() => undefined)
      const holds = redisHolds({ redis, memory: memoryHolds(clock), clock })
      return [holds, holds]
    },
  ],
]

describe.each(kinds)('a hold %s', (_kind, holdsOf) => {
  test('is seen by other calls of the client, not by its own nor by another client', async () => {
    const [one, other] = holdsOf(turnedClock(0))
    await one.replace(first, [three])
    expect(await other.others(second)).toEqual([{ ...three, holdUntil: 180_000 }])
    expect(await other.others(first)).toEqual([])
    expect(await other.others({ clientId: 'another', callId: 'call_2' })).toEqual([])
  })

  test('ends after three minutes', async () => {
    const clock = turnedClock(0)
    const [one, other] = holdsOf(clock)
    await one.replace(first, [three])
    await clock.advance(100_000)
    await one.replace({ ...first, callId: 'call_3' }, [four])
    await clock.advance(79_999)
    expect(await other.others(second)).toHaveLength(2)
    await clock.advance(1)
    expect(await other.others(second)).toEqual([{ ...four, holdUntil: 280_000 }])
    await clock.advance(100_000)
    expect(await other.others(second)).toEqual([])
  })

  test('gives way to the offers of the call’s next check', async () => {
    const [one, other] = holdsOf(turnedClock(0))
    await one.replace(first, [three])
    await other.replace(first, [four])
    expect(await one.others(second)).toEqual([{ ...four, holdUntil: 180_000 }])
  })

  test('goes when its call ends', async () => {
    const [one, other] = holdsOf(turnedClock(0))
    await one.replace(first, [three])
    await other.drop(first)
    expect(await one.others(second)).toEqual([])
  })
})

test('shared holds go on in memory when Redis goes away', async () => {
  const clock = turnedClock(0)
  const { redis, state } = fakeRedis(clock)
  const holds = redisHolds({ redis: Promise.resolve(redis), memory: memoryHolds(clock), clock })
  await holds.replace(first, [three])
  state.isAway = true
  expect(await holds.others(second)).toHaveLength(1)
  await holds.replace(first, [four])
  await holds.drop(first)
  expect(await holds.others(second)).toEqual([])
})

test('shared holds of calls that ended without a word go while others go on', async () => {
  const clock = turnedClock(0)
  const { redis, fieldsOf } = fakeRedis(clock)
  const holds = redisHolds({ redis: Promise.resolve(redis), memory: memoryHolds(clock), clock })
  for (let call = 1; call <= 10; call++) {
    await holds.replace({ clientId: 'broker', callId: `call_${call}` }, [three])
    await clock.advance(100_000)
  }
  await holds.others(second)
  expect(fieldsOf('holds:broker')).toEqual(['call_10'])
})
