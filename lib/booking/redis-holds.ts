import type { Clock } from '../clock.ts'
import type { Hold, Holder, Holds } from './holds.ts'

/** The commands of Redis or Valkey that holds need. */
export type RedisHashes = {
  hset(key: string, field: string, value: string): Promise<unknown>
  pexpire(key: string, ms: number): Promise<unknown>
  hgetall(key: string): Promise<Record<string, string>>
  hdel(key: string, field: string): Promise<unknown>
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
        async (hashes) =>
          Object.entries(await hashes.hgetall(keyOf(holder)))
            .filter(([callId]) => callId !== holder.callId)
            .flatMap(([, holds]) => JSON.parse(holds) as Hold[])
            .filter(({ holdUntil }) => holdUntil > clock.now()),
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
