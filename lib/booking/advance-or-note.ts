import type { Booking } from './booking.ts'
import type { Advance, AdvanceResult } from './ports.ts'
import type { Flow } from './request.ts'
import { vendorFailureOf } from './vendor-failure-of.ts'

/** What a step changes of a row. */
export type Step = Omit<Advance, 'id' | 'clientId' | 'version'>

/**
 * Writes a step whose failure cannot change the answer any more: what it records is durable elsewhere
 * (Google's event, the hand-over), and settling brings the row to the same end. Undefined when it threw.
 */
export async function advanceOrNote(
  { deps, deadline }: Pick<Flow, 'deps' | 'deadline'>,
  { id, clientId, version }: Booking,
  step: Step,
): Promise<AdvanceResult | undefined> {
  try {
    const result = await deps.claims.advance({ id, clientId, version, ...step }, deadline)
    if (!result.ok) deps.note({ advance: result.reason, to: step.state })
    return result
  } catch (error) {
    deps.note({ advance: vendorFailureOf(error, 'supabase').message, to: step.state })
    return undefined
  }
}
