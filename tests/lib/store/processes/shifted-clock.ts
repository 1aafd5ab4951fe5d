import { systemClock, type Clock } from '../../../../lib/clock.ts'

/** The machine's clock, ahead by `ms`: a later process need not wait for an earlier one's lease. */
export function shiftedClock(ms: number): Clock {
  return { ...systemClock, now: () => systemClock.now() + ms }
}
