import { stopwatch } from '../clock.ts'
import type { Decision } from './trace.ts'

/** What a handler tells of its work while it is at it; costs next to nothing. */
export type Recorder = {
  /** A step is done: the time since the one before is its. */
  step(name: Step): void
  saw(decision: Partial<Decision>): void
  /** So far: steps in ms, and what was seen. */
  taken(): { steps: Record<string, number>; ms: number; decision: Partial<Decision> }
}

/** The steps of a request, in the words of Server-Timing. */
export type Step = 'client' | 'read' | 'calendar' | 'slots' | 'book'

/** A recorder for one request, its time running. */
export function recorder(): Recorder {
  const elapsed = stopwatch()
  const steps: Record<string, number> = {}
  const decision: Partial<Decision> = {}
  let before = 0
  return {
    step(name) {
      const now = elapsed()
      steps[name] = (steps[name] ?? 0) + now - before
      before = now
    },
    saw: (seen) => void Object.assign(decision, seen),
    taken: () => ({ steps, ms: elapsed(), decision }),
  }
}

/**
 * The Server-Timing header (W3C Server Timing): milliseconds of each step, and of all. Only handlers have
 * steps: a caller who was refused is told no times, which would tell how far the refusal got.
 */
export function serverTiming({ steps, ms }: { steps: Record<string, number>; ms: number }): string {
  if (Object.keys(steps).length === 0) return ''
  const all = [...Object.entries(steps), ['total', ms] as const]
  return all.map(([name, taken]) => `${name};dur=${taken.toFixed(1)}`).join(', ')
}
