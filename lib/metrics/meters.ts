import type { Vendor } from '../failure.ts'

/** What is counted while the service works. */
export type Meters = {
  /** A request was answered. `outcome` is a word of ours. */
  answered(endpoint: string, status: number, outcome: string, ms: number): void
  /** A vendor answered or failed; `outcome` is `ok` or the kind of failure. */
  called(vendor: Vendor, outcome: string, ms: number): void
  retried(vendor: Vendor): void
  /** A cache was asked and knew, or did not. */
  looked(cache: 'clients' | 'tokens' | 'busy', hit: boolean): void
}

const none: Meters = { answered() {}, called() {}, retried() {}, looked() {} }
let current = none

/** The process's meters; they count once somebody reads them. */
export function meters(): Meters {
  return current
}

/** Begins to count on `given`; nothing when absent. */
export function countOn(given: Meters = none): void {
  current = given
}

const circuits = new Map<Vendor, () => boolean>()

/** A vendor's circuit breaker tells whether it refuses calls. */
export function watchCircuit(vendor: Vendor, isOpen: () => boolean): void {
  circuits.set(vendor, isOpen)
}

/** The vendors with a circuit breaker, and whether it is open. */
export function openCircuits(): [Vendor, boolean][] {
  return [...circuits].map(([vendor, isOpen]) => [vendor, isOpen()])
}
