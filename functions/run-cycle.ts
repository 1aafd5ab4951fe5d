import { operator } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import { cycle } from '../lib/cycle.ts'

/** One round of the background work, for places where no long-lived process runs it. Answers with what it did. */
export const runCycle = endpoint({
  paths: ['/run-cycle'],
  method: 'POST',
  caller: operator,
  deps: (host) => ({ cycle: cycle(host) }),
  deadlineMs: () => 50_000,
  async handle({ deps, deadline }) {
    return { ...(await deps.cycle(deadline)) }
  },
})
export const { main } = runCycle
