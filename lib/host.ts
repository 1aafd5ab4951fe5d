import type { Queue } from './store/queue.ts'

/** What a platform offers a handler. */
export type Host = {
  /** The caller's network address, `''` when the platform does not tell. */
  peer: string
  /** The durable local queue; absent on Functions. */
  queue?: Queue
  /** True when the platform's own scheduler calls, not somebody on the web. */
  scheduled?: boolean
  /** Runs work behind the answer; where the process freezes after answering, it is awaited first. Never for what was promised as durable. */
  after: (work: () => Promise<void>) => void
}

const unshared = {}

/**
 * Makes an accessor to a thing that exists once per process-wide host (told apart by its queue):
 * `export const clientStore = perHost((host) => …)`, used as `clientStore(host)`. `build` is given nothing of the
 * request the host came with.
 */
export function perHost<T>(
  build: (host: Pick<Host, 'queue'>, queue: Queue | undefined) => T,
): (host: Pick<Host, 'queue'>) => T {
  const built = new WeakMap<object, { thing: T }>()
  return ({ queue }) => {
    const key = queue ?? unshared
    const known = built.get(key) ?? { thing: build(queue ? { queue } : {}, queue) }
    built.set(key, known)
    return known.thing
  }
}
