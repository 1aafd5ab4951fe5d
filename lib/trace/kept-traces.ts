import { systemClock, type Clock } from '../clock.ts'
import { describe } from '../endpoint/canonical-line.ts'
import { perHost } from '../host.ts'
import { log } from '../log.ts'
import type { Trace, Traces } from './trace.ts'

/** Takes traces behind the answers and stores many at once. */
export type KeptTraces = {
  keep(trace: Trace): void
  /** Stores what waits. */
  flush(): void
}

const everyMs = 1000
/** More than a second can bring; beyond it the newest are lost, not the memory. */
const mostWaiting = 5000

/** The process's traces; undefined where there is no queue file. */
export const keptTraces = perHost(({ queue }): KeptTraces | undefined =>
  queue ? bufferedTraces(queue.traces, systemClock) : undefined,
)

/** Traces in memory for a second, then in one write: nobody waits for the disk. */
export function bufferedTraces(traces: Pick<Traces, 'put'>, clock: Clock): KeptTraces {
  let waiting: Trace[] = []

  function flush(): void {
    const due = waiting
    waiting = []
    try {
      if (due.length > 0) traces.put(due)
    } catch (error) {
      // A trace is for looking back; a full disk must not end what it looks back on.
      log().error({ event: 'traces_lost', cause: describe(error) })
    }
  }

  return {
    keep(trace) {
      if (waiting.length >= mostWaiting) return
      if (waiting.length === 0) clock.timer(everyMs, flush)
      waiting.push(trace)
    },
    flush,
  }
}
