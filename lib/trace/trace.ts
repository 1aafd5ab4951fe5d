import type { Interval } from '../interval.ts'
import type { TimeRequest, TimeSpan } from '../time-request/types.ts'

/** The reading of a customer's words, without the words: they are the customer's. */
export type Reading = {
  outcome: TimeRequest['outcome']
  /** Why it was unclear or impossible. */
  why?: string
  zone: string
  zoneNamed: boolean
  approximate: boolean
  /** What was meant, or may have been; epoch ms. */
  spans: TimeSpan[]
}

/** What one request decided by. Times are epoch ms; nothing in it names or describes a customer. */
export type Decision = {
  reading: Reading
  /** The one instant asked for. */
  askedAt: number
  /** The busy interval in the way of it. */
  blockedBy: Interval
  /** How many busy intervals were looked at. */
  busyCount: number
  /** Starts of the offers, in the order they were said. */
  offered: number[]
}

/** One request as it is kept for a while and shown by its id. */
export type Trace = {
  requestId: string
  /** Epoch ms of the answer. */
  at: number
  endpoint: string
  status: number
  clientId?: string
  callId?: string
  action?: string
  outcome?: string
  reason?: string
  failure?: string
  decision: Partial<Decision>
  /** Milliseconds each step took, in their order, and all of it. */
  steps: Record<string, number>
  ms: number
}

/** Traces that outlive the process. */
export type Traces = {
  put(traces: readonly Trace[]): void
  get(requestId: string): Trace | undefined
}

/** The reading behind a time request. */
export function readingOf(request: TimeRequest): Reading {
  const { outcome, zone, zoneNamed, approximate } = request
  const heard = { outcome, zone, zoneNamed, approximate }
  if (request.outcome === 'none') return { ...heard, spans: [] }
  if (request.outcome === 'impossible') return { ...heard, why: request.why, spans: [] }
  if (request.outcome === 'clarify') {
    return { ...heard, why: request.doubt, spans: request.candidates }
  }
  return { ...heard, spans: request.spans }
}
