import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { VendorFailure } from '../failure.ts'

const waitsMs = [1000, 2000, 4000]
const leastTryMs = 300

/**
 * Waits before write number `retry` (0 is the first repeat) is sent once more: 1, 2, 4 s, longer when
 * Google says so, not at all after a timeout. False when the failure is final or time does not allow.
 */
export async function waitToRepeat(
  failure: VendorFailure,
  retry: number,
  { clock, deadline }: { clock: Clock; deadline: Deadline },
): Promise<boolean> {
  const isPassing = ['rate_limited', 'server', 'unreachable', 'timeout'].includes(failure.kind)
  const planned = waitsMs[retry]
  if (!isPassing || planned === undefined) return false
  const wait = failure.kind === 'timeout' ? 0 : Math.max(planned, failure.retryAfterMs ?? 0)
  if (!hasTimeToRepeat(deadline, wait)) return false
  if (wait > 0) await clock.sleep(wait, deadline.signal)
  return true
}

/** True when another try, after a wait, could still be answered. */
export function hasTimeToRepeat(deadline: Deadline, waitMs = 0): boolean {
  return deadline.remaining() >= waitMs + leastTryMs
}

/** One try may take half of what is left, so that a silent Google leaves time to ask again. */
export function oneTry(deadline: Deadline): Deadline {
  return deadline.within(Math.max(deadline.remaining() / 2, 1000))
}
