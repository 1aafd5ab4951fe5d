import type { Clock } from './clock.ts'

/** When an answer must be out. Work checks what is left before starting something it may not finish. */
export type Deadline = {
  /** Epoch ms. */
  at: number
  /** Aborts at the deadline. */
  signal: AbortSignal
  /** Milliseconds left, never below 0. */
  remaining(): number
  /** A nearer deadline for one step: at most `ms` from now, never later than this one. */
  within(ms: number): Deadline
}

/** A deadline `ms` from now by `clock`. */
export function deadlineIn(clock: Clock, ms: number, parent?: AbortSignal): Deadline {
  const at = clock.now() + ms
  const controller = new AbortController()
  clock.timer(ms, () => controller.abort(new DeadlineError()))
  const signal = parent ? AbortSignal.any([parent, controller.signal]) : controller.signal
  return {
    at,
    signal,
    remaining: () => Math.max(0, at - clock.now()),
    within: (step) => deadlineIn(clock, Math.min(step, Math.max(0, at - clock.now())), signal),
  }
}

/** The reason a deadline's signal aborts with. */
export class DeadlineError extends Error {
  override name = 'DeadlineError'
  constructor() {
    super('deadline reached')
  }
}
