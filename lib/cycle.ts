import type { Deadline } from './deadline.ts'
import { perHost } from './host.ts'

/** What one round of background work did. */
export type CycleReport = { done: Record<string, number> }

/** One round of background work. */
export const cycle = perHost(() => async (_deadline: Deadline): Promise<CycleReport> => ({
  done: {},
}))
