import { keepGoogleNear } from '../lib/calendar/google-calendar.ts'
import { systemClock } from '../lib/clock.ts'
import { cycle } from '../lib/cycle.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { describe } from '../lib/endpoint/canonical-line.ts'
import type { Host } from '../lib/host.ts'
import { log } from '../lib/log.ts'

const everyMs = 30_000
const nearMs = 3000

/** Runs the cycle every 30 s, one at a time; the returned function stops it and waits for the one under way. */
export function runCycles(host: Pick<Host, 'queue'>): () => Promise<void> {
  let isStopped = false
  let underWay = Promise.resolve()
  let cancel = () => {}
  const next = () => {
    cancel = systemClock.timer(everyMs, () => {
      underWay = once(host).then(() => {
        if (!isStopped) next()
      })
    })
  }
  void keepGoogleNear(host, deadlineIn(systemClock, nearMs))
  next()
  return async () => {
    isStopped = true
    cancel()
    await underWay
  }
}

async function once(host: Pick<Host, 'queue'>): Promise<void> {
  try {
    const deadline = deadlineIn(systemClock, everyMs)
    await keepGoogleNear(host, deadline.within(nearMs))
    await cycle(host)(deadline)
  } catch (error) {
    log().error({ event: 'cycle_failed', cause: describe(error) })
  }
}
