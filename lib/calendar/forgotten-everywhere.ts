import type { KnownBusy } from './known-busy.ts'

/** Begins to hear what processes tell each other; the result tells them. */
export type Tell = (heard: (clientId: string) => void) => (clientId: string) => void

/**
 * What one process forgets, all forget, a moment later and without anybody waiting. Where the message is lost
 * the others go on with what they know for as long as it counts as fresh.
 */
export function forgottenEverywhere(known: KnownBusy, others: Tell): KnownBusy {
  const tell = others((clientId) => known.forget(clientId))
  return {
    ...known,
    forget(clientId) {
      known.forget(clientId)
      tell(clientId)
    },
  }
}
