import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure, type FailureKind } from '../failure.ts'
import type { Mirror } from '../store/queue.ts'
import type { SealedTokens, TokenStore } from './token-store.ts'

/** A mirrored row; `unsaved` when the store has yet to learn of it. */
const mirroredRow = v.object({
  access: v.string(),
  refresh: v.string(),
  expiresAt: v.number(),
  unsaved: v.boolean(),
})
const outages: readonly FailureKind[] = ['unreachable', 'timeout', 'server']

/**
 * A token store with a durable copy beside it: while the store is out of reach, tokens are read from the
 * copy and refreshed ones kept in it, to be handed on when the store is next read.
 */
export function mirroredTokens(store: TokenStore, mirror: Mirror, clock: Clock): TokenStore {
  const read = (clientId: string) => {
    const kept = v.safeParse(mirroredRow, mirror.get('token', clientId)?.row)
    return kept.success ? kept.output : undefined
  }
  const write = (clientId: string, { access, refresh, expiresAt }: SealedTokens, unsaved = false) =>
    mirror.put('token', clientId, { access, refresh, expiresAt, unsaved }, clock.now())

  /** What the store no longer takes is nobody's to keep: the consent was taken back, or given anew. */
  async function handOn(clientId: string, tokens: SealedTokens, deadline: Deadline) {
    const isTaken = await store.update(clientId, tokens, deadline)
    if (isTaken) write(clientId, tokens)
    else mirror.remove('token', clientId)
    return isTaken
  }

  return {
    known(clientId) {
      const kept = read(clientId)
      // What the store has yet to learn goes there when it is read.
      return kept?.unsaved === false ? kept : undefined
    },
    async get(clientId, deadline) {
      const kept = read(clientId)
      try {
        const stored = await store.get(clientId, deadline)
        if (stored && kept?.unsaved && kept.expiresAt > stored.expiresAt) {
          await handOn(clientId, kept, deadline)
          return kept
        }
        if (stored) write(clientId, stored)
        else mirror.remove('token', clientId)
        return stored
      } catch (error) {
        if (kept && isOutage(error)) return kept
        throw error
      }
    },
    async put(clientId, tokens, deadline) {
      await store.put(clientId, tokens, deadline)
      write(clientId, tokens)
    },
    async update(clientId, tokens, deadline) {
      write(clientId, tokens, true)
      try {
        return await handOn(clientId, tokens, deadline)
      } catch (error) {
        if (isOutage(error)) return true
        throw error
      }
    },
    async erase(clientId, deadline) {
      await store.erase(clientId, deadline)
      mirror.remove('token', clientId)
    },
    markLost: (clientId, deadline) => store.markLost(clientId, deadline),
  }
}

function isOutage(error: unknown): boolean {
  return error instanceof VendorFailure && outages.includes(error.kind)
}
