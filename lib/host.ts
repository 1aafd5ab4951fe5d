import type { Queue } from './store/queue.ts'

/** What a platform offers a handler. */
export type Host = {
  /** The caller's network address, `''` when the platform does not tell. */
  peer: string
  /** Absent on Functions. */
  queue?: Queue
  /** Runs work behind the answer; where the process freezes after answering, it is awaited first. Never for what was promised as durable. */
  after(work: () => Promise<void>): void
}

const unshared = {}
const built = new WeakMap<object, Map<unknown, unknown>>()

/** Builds a thing once for each process-wide host (told apart by its queue) and factory, and keeps it. */
export function perHost<T>(host: Pick<Host, 'queue'>, build: (queue: Queue | undefined) => T): T {
  const key = host.queue ?? unshared
  const things = built.get(key) ?? new Map<unknown, unknown>()
  built.set(key, things)
  if (!things.has(build)) things.set(build, build(host.queue))
  return things.get(build) as T
}
