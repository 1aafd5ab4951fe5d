import type { Clock } from '../clock.ts'
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
      try {
        const answer = await request()
        inARow = 0
        return answer
      } catch (error) {
        const now = clock.now()
        const hurried = isTimeout(error) && now - began < fairMs
        if (!hurried) inARow = isOutage(error) ? inARow + 1 : 0
        openUntil = now + openMs
        throw error
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
