/** Lets few calls through at once, and none while the other side keeps failing. */
export type Gate = {
  /** True when a call may start; `leave` must follow. */
  enter(): boolean
  leave(isSuccess: boolean): void
}

const mostInFlight = 4
const failureLimit = 3
const openMs = 30_000

/** At most four in flight; three failures in a row close it for 30 s, then one call tries again. */
export function gate(now: () => number): Gate {
  let inFlight = 0
  let failures = 0
  let shutUntil = 0
  return {
    enter() {
      const tripped = failures >= failureLimit
      if (inFlight >= mostInFlight || (tripped && (now() < shutUntil || inFlight > 0))) return false
      inFlight++
      return true
    },
    leave(isSuccess) {
      inFlight--
      failures = isSuccess ? 0 : failures + 1
      if (failures >= failureLimit) shutUntil = now() + openMs
    },
  }
}
