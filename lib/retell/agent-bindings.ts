import { LRUCache } from 'lru-cache'
import { systemClock, type Clock } from '../clock.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import { perHost } from '../host.ts'
import { clientAgents, type ClientAgents } from '../store/client-agents.ts'
import type { Mirror } from '../store/queue.ts'
import { isOutage } from '../store/supabase-circuit.ts'
import { hostSupabase } from '../store/supabase.ts'

const freshMs = 5 * 60_000
const readMs = 600
/** After Supabase did not answer, nobody waits for the same question again for this long. */
const outageMs = 10_000
const mostAgents = 5000

/** Which client an agent, or the line it speaks on, is bound to. */
export type AgentBindings = {
  /**
   * The client, as known within the last five minutes, or earlier while Supabase does not answer.
   * Undefined when neither is bound, and when that was never known and cannot be told now: the
   * signature has named the client already, and a lead is not lost for a second proof.
   */
  ownerOf(
    call: { agentId?: string; agentPhone?: string },
    deadline: Deadline,
  ): Promise<string | undefined>
}

/** The process's bindings. */
export const agentBindings = perHost((host, queue) =>
  cachedBindings({
    agents: clientAgents(hostSupabase(host)),
    clock: systemClock,
    ...(queue && { mirror: queue.mirror }),
  }),
)

/** Bindings read through a cache, and through the mirror across a restart. */
export function cachedBindings(parts: {
  agents: Pick<ClientAgents, 'find'>
  clock: Clock
  mirror?: Mirror
}): AgentBindings {
  const { agents, clock, mirror } = parts
  const known = new LRUCache<string, { owner: string | undefined; at: number }>({ max: mostAgents })

  function keep(key: string, owner: string | undefined): string | undefined {
    known.set(key, { owner, at: clock.now() })
    if (owner === undefined) mirror?.remove('agent', key)
    else mirror?.put('agent', key, { client_id: owner }, clock.now())
    return owner
  }

  function lastKnown(key: string): string | undefined {
    const kept = known.get(key)
    if (kept) return kept.owner
    const row = mirror?.get('agent', key)?.row
    return typeof row?.['client_id'] === 'string' ? row['client_id'] : undefined
  }

  return {
    async ownerOf({ agentId, agentPhone }, deadline) {
      if (agentId === undefined && agentPhone === undefined) return undefined
      const key = `${agentId ?? ''} ${agentPhone ?? ''}`
      const kept = known.get(key)
      if (kept && clock.now() - kept.at < freshMs) return kept.owner
      const asked = {
        ...(agentId !== undefined && { agentId }),
        ...(agentPhone !== undefined && { number: agentPhone }),
      }
      try {
        return keep(key, await agents.find(asked, deadlineIn(clock, readMs, deadline.signal)))
      } catch (error) {
        if (!isOutage(error)) throw error
        const owner = lastKnown(key)
        known.set(key, { owner, at: clock.now() - freshMs + outageMs })
        return owner
      }
    },
  }
}
