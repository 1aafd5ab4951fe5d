import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { QueueSize } from '../store/queue.ts'
import { countOn, openCircuits, type Meters } from './meters.ts'

/** Counted so far, in Prometheus' text format. */
export type Scrape = (queue: QueueSize | undefined) => Promise<{ type: string; text: string }>

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

let opening: Promise<Scrape> | undefined

/** The process's registry, from the first call on: the library loads then, and counting begins. */
export function openRegistry(): Promise<Scrape> {
  opening ??= open()
  return opening
}

async function open(): Promise<Scrape> {
  const { default: prom } = await import('prom-client')
  const registry = new prom.Registry()
  const registers = [registry]
  const labelled = (name: string, help: string, labelNames: string[]) => ({
    name: `calendar_${name}`,
    help,
    labelNames,
    registers,
  })
  countOn(
    metersOf({
      answers: new prom.Histogram({
        ...labelled('answer_seconds', 'Time until an answer', ['endpoint', 'status', 'outcome']),
        buckets: seconds,
      }),
      calls: new prom.Histogram({
        ...labelled('vendor_seconds', 'Time a vendor took', ['vendor', 'outcome']),
        buckets: seconds,
      }),
      retries: new prom.Counter(labelled('retries_total', 'Calls repeated', ['vendor'])),
      caches: new prom.Counter(
        labelled('cache_total', 'Questions to a cache', ['cache', 'result']),
      ),
    }),
  )
  const circuit = new prom.Gauge(labelled('circuit_open', '1 while calls are refused', ['vendor']))
  const queued = new prom.Gauge(labelled('queue', 'What waits in the queue file', ['what']))
  const memory = new prom.Gauge(labelled('resident_bytes', 'Memory of the process', []))
  return async (queue) => {
    for (const [vendor, isOpen] of openCircuits()) circuit.set({ vendor }, isOpen ? 1 : 0)
    if (queue) setQueue(queued, queue)
    memory.set(process.memoryUsage.rss())
    return textOf(registry)
  }
}

async function textOf(registry: Registry): Promise<{ type: string; text: string }> {
  return { type: registry.contentType, text: await registry.metrics() }
}

function setQueue(gauge: Gauge, { pending, poisoned, messages, bytes }: QueueSize): void {
  for (const [what, value] of Object.entries({ pending, poisoned, messages, bytes })) {
    gauge.set({ what }, value)
  }
}

function metersOf(kept: {
  answers: Histogram
  calls: Histogram
  retries: Counter
  caches: Counter
}): Meters {
  return {
    answered: (endpoint, status, outcome, ms) =>
      kept.answers.observe({ endpoint, status, outcome }, ms / 1000),
    called: (vendor, outcome, ms) => kept.calls.observe({ vendor, outcome }, ms / 1000),
    retried: (vendor) => kept.retries.inc({ vendor }),
    looked: (cache, hit) => kept.caches.inc({ cache, result: hit ? 'hit' : 'miss' }),
  }
}
