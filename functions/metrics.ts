import { endpoint } from '../lib/endpoint/endpoint.ts'
import { metricsReader } from '../lib/metrics/metrics-reader.ts'
import { openRegistry } from '../lib/metrics/registry.ts'

/** What the process counted, for Prometheus: vendors' times and outcomes, retries, circuits, queue, caches. */
export const metrics = endpoint({
  paths: ['/metrics'],
  method: 'GET',
  caller: metricsReader,
  deps: ({ queue }) => ({ queueSize: () => queue?.size(), scrape: openRegistry }),
  async handle({ deps }) {
    const { type, text } = await (await deps.scrape())(deps.queueSize())
    return new Response(text, { headers: { 'content-type': type } })
  },
})
export const { main } = metrics
