import type { Clock } from './clock.ts'
import type { Deadline } from './deadline.ts'
import { watchCircuit } from './metrics/meters.ts'
import { timed } from './metrics/timed.ts'
import { VendorFailure, type FailureKind, type Vendor } from './failure.ts'

/** One vendor's circuit breaker: nobody waits twice on what does not answer. */
export type Breaker = {
  /**
   * Makes a call, or refuses at once (kind `unreachable`, code `circuit_open`, certainly without
   * effect) while the vendor is down. After a client's call was left waiting, and on the first one
   * after a refusal, the call gets `trialMs` at most.
   */
  run<T>(clientId: string, deadline: Deadline, call: (deadline: Deadline) => Promise<T>): Promise<T>
}

/** A failure among others: `vendor` ones are counted for everyone, `client` ones for that client. */
export type CountedFailure = {
  failure: VendorFailure
  clientId: string
  scope: 'vendor' | 'client'
  /** How many in a row, this one included. */
  inARow: number
}

/** What the breaker tells of the calls that reached the vendor. */
export type BreakerEvents = {
  onFailure?(failed: CountedFailure): void
  onSuccess?(clientId: string): void
}

/** Failures in a row that open the circuit, how long it stays open, how long a trial may take. */
const limit = 3
const openMs = 10_000
const trialMs = 1500
/** A timeout of a call that had less time than this says nothing about the vendor. */
const fairMs = 1000
const mostClients = 1000

/** Failures that say the vendor is down, for everyone; those that say no to one client alone. */
const outages: readonly FailureKind[] = ['timeout', 'unreachable', 'server']
const refusals: readonly FailureKind[] = ['rate_limited', 'unauthorized', 'refused']

type Circuit = { inARow: number; openUntil: number; onTrial: boolean; waited: boolean }

/** A breaker for `vendor`: outages count for all, refusals per client; another no proves it alive. */
export function vendorBreaker(vendor: Vendor, clock: Clock, events: BreakerEvents = {}): Breaker {
  const overall = closed()
  const clients = new Map<string, Circuit>()
  watchCircuit(vendor, () => overall.inARow >= limit && clock.now() < overall.openUntil)
  return {
    async run(clientId, deadline, call) {
      const own = lastHeardOf(clients, clientId)
      const tripped = [overall, own].filter((circuit) => circuit.inARow >= limit)
      if (tripped.some((c) => c.onTrial || clock.now() < c.openUntil)) throw circuitOpen(vendor)
      const trial = tripped.length > 0 || own.waited
      const fair = deadline.remaining() >= fairMs
      for (const circuit of tripped) circuit.onTrial = true
      try {
        const given = trial ? deadline.within(trialMs) : deadline
        const answer = await timed(vendor, clock, () => call(given))
        Object.assign(overall, closed())
        Object.assign(own, closed())
        events.onSuccess?.(clientId)
        return answer
      } catch (error) {
        const counts = error instanceof VendorFailure && error.vendor === vendor
        if (counts && (fair || error.kind !== 'timeout')) {
          const counted = count(error, overall, own, clock.now())
          if (counted) events.onFailure?.({ failure: error, clientId, ...counted })
        }
        throw error
      } finally {
        for (const circuit of tripped) circuit.onTrial = false
      }
    },
  }
}

function closed(): Circuit {
  return { inARow: 0, openUntil: 0, onTrial: false, waited: false }
}

function circuitOpen(vendor: Vendor): VendorFailure {
  const code = 'circuit_open'
  return new VendorFailure(vendor, 'unreachable', { code, mayHaveHappened: false })
}

function count({ kind }: VendorFailure, overall: Circuit, own: Circuit, now: number) {
  if (kind === 'invalid_grant') return undefined // known without asking, most of the time
  if (outages.includes(kind)) {
    own.waited = kind === 'timeout'
    overall.inARow++
    overall.openUntil = now + openMs
    return { scope: 'vendor', inARow: overall.inARow } as const
  }
  Object.assign(overall, closed())
  own.waited = false
  own.inARow = refusals.includes(kind) ? own.inARow + 1 : 0
  own.openUntil = now + openMs
  return own.inARow > 0 ? ({ scope: 'client', inARow: own.inARow } as const) : undefined
}

/** A client's circuit; only so many clients are remembered. */
function lastHeardOf(clients: Map<string, Circuit>, clientId: string): Circuit {
  const own = clients.get(clientId) ?? closed()
  clients.delete(clientId)
  clients.set(clientId, own)
  const oldest = clients.keys().next()
  if (clients.size > mostClients && !oldest.done) clients.delete(oldest.value)
  return own
}
