import type { Clock } from '../clock.ts'
import type { Hold, Holder, Holds } from './holds.ts'

/** The commands of Redis or Valkey that holds need. */
export type RedisHashes = {
  hset(key: string, field: string, value: string): Promise<unknown>
  pexpire(key: string, ms: number): Promise<unknown>
  hgetall(key: string): Promise<Record<string, string>>
  hdel(key: string, ...fields: string[]): Promise<unknown>
}

/** What shared holds are made of; `memory` serves while Redis does not answer. */
export type RedisHoldsParts = { redis: Promise<RedisHashes>; memory: Holds; clock: Clock }

const holdMs = 180_000

/** Holds that all processes share: a hash per client, a field per call. */
export function redisHolds({ redis, memory, clock }: RedisHoldsParts): Holds {
  const keyOf = ({ clientId }: Holder) => `holds:${clientId}`

  /** Holds are a courtesy: without Redis each process knows its own. */
  async function orMemory<T>(ask: (hashes: RedisHashes) => Promise<T>, own: () => Promise<T>) {
    try {
      return await ask(await redis)
    } catch {
      return own()
    }
  }

  /** Each call's holds that last. The key lives on while any call asks: what lapsed is taken out by hand. */
  async function live(hashes: RedisHashes, key: string) {
    const calls = Object.entries(await hashes.hgetall(key)).map(([callId, said]) => {
      const holds = JSON.parse(said) as Hold[]
      return { callId, holds: holds.filter(({ holdUntil }) => holdUntil > clock.now()) }
    })
    const lapsed = calls.filter(({ holds }) => holds.length === 0)
    if (lapsed.length > 0) await hashes.hdel(key, ...lapsed.map(({ callId }) => callId))
    return calls
  }

  return {
    async replace(holder, offers) {
      await memory.replace(holder, offers)
      const holdUntil = clock.now() + holdMs
      const holds = offers.map(({ start, end }): Hold => ({ start, end, holdUntil }))
      await orMemory(
        async (hashes) => {
          await hashes.hset(keyOf(holder), holder.callId, JSON.stringify(holds))
          await hashes.pexpire(keyOf(holder), holdMs)
        },
        async () => undefined,
      )
    },
    async others(holder) {
      return orMemory(
        async (hashes) => {
          const calls = await live(hashes, keyOf(holder))
          return calls.flatMap(({ callId, holds }) => (callId === holder.callId ? [] : holds))
        },
        () => memory.others(holder),
      )
    },
    async drop(holder) {
      await memory.drop(holder)
      await orMemory(
        async (hashes) => void (await hashes.hdel(keyOf(holder), holder.callId)),
        async () => undefined,
      )
    },
  }
}
