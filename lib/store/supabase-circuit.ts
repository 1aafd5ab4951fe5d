import type { Clock } from '../clock.ts'
import { watchCircuit } from '../metrics/meters.ts'
import { timed } from '../metrics/timed.ts'
import { VendorFailure } from '../failure.ts'

/** Outages in a row that stop further requests, and for how long. */
const limit = 2
const openMs = 5000
/** A timeout of a request that had less time than this says nothing about Supabase. */
const fairMs = 500

/** Keeps callers from waiting for a Supabase that does not answer. */
export type Circuit = {
  /**
   * Makes a request, or refuses at once (kind `unreachable`, code `circuit_open`, certainly without effect)
   * for five seconds after two outages in a row; then one request tries again.
   */
  pass<T>(request: () => Promise<T>): Promise<T>
}

/** A closed circuit. */
export function circuit(clock: Clock): Circuit {
  let inARow = 0
  let openUntil = 0
  const waiting = new Set<{ since: number }>()
  // Others that have had no answer for as long say the same, before their own time is up.
  const silent = (now: number) => [...waiting].filter(({ since }) => now - since >= fairMs).length
  watchCircuit('supabase', () => inARow >= limit && clock.now() < openUntil)
  return {
    async pass(request) {
      if (inARow >= limit) {
        if (clock.now() < openUntil) {
          const details = { code: 'circuit_open', mayHaveHappened: false }
          throw new VendorFailure('supabase', 'unreachable', details)
        }
        openUntil = clock.now() + openMs
      }
      const began = clock.now()
      const mine = { since: began }
      waiting.add(mine)
      try {
        const answer = await timed('supabase', clock, request)
        inARow = 0
        return answer
      } catch (error) {
        const now = clock.now()
        const hurried = isTimeout(error) && now - began < fairMs
        waiting.delete(mine)
        if (!hurried) inARow = isOutage(error) ? inARow + 1 + silent(now) : 0
        openUntil = now + openMs
        throw error
      } finally {
        waiting.delete(mine)
      }
    },
  }
}

/** True for a failure of Supabase as a whole: what was known before is then better than nothing. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof VendorFailure && (error.kind === 'unreachable' || error.kind === 'timeout')
  )
}

function isTimeout(error: unknown): boolean {
  return error instanceof VendorFailure && error.kind === 'timeout'
}
