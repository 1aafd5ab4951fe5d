import type { Clock } from '../clock.ts'
import type { Hold, Holds } from './holds.ts'

const holdMs = 180_000

/** Holds in this process's memory. */
export function memoryHolds(clock: Clock): Holds {
  const byClient = new Map<string, Map<string, Hold[]>>()

  function live(clientId: string): Map<string, Hold[]> {
    const calls = byClient.get(clientId) ?? new Map<string, Hold[]>()
    for (const [callId, holds] of calls) {
      if (!holds.some((hold) => hold.holdUntil > clock.now())) calls.delete(callId)
    }
    if (calls.size > 0) byClient.set(clientId, calls)
    else byClient.delete(clientId)
    return calls
  }

  return {
    async replace({ clientId, callId }, offers) {
      const holdUntil = clock.now() + holdMs
      const calls = live(clientId)
      calls.set(
        callId,
        offers.map(({ start, end }) => ({ start, end, holdUntil })),
      )
      byClient.set(clientId, calls)
    },
    async others({ clientId, callId }) {
      return [...live(clientId)].flatMap(([other, holds]) => (other === callId ? [] : holds))
    },
    async drop({ clientId, callId }) {
      live(clientId).delete(callId)
    },
  }
}
