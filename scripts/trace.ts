// npm run trace -- REQUEST_ID: what the service heard (its reading, never the words), saw, offered, and how
// long each step took. The id is in every answer (request_id, X-Request-Id). Reads DATA_DIR/queue.sqlite.
import { isoAt } from '../lib/timezones.ts'
import type { Trace } from '../lib/trace/trace.ts'
import { existingQueueOrEnd } from './open-queue.ts'
import { table } from './table.ts'

const [requestId = ''] = process.argv.slice(2)
if (!requestId) {
  console.error('Usage: npm run trace -- REQUEST_ID')
  process.exit(2)
}
const queue = existingQueueOrEnd()
const trace = queue?.traces.get(requestId)
queue?.close()
if (trace) {
  console.log(table(['what', ''], [...facts(trace), ...steps(trace)]))
} else {
  console.error(queue ? `No trace of ${requestId}.` : 'There is no queue file.')
  process.exitCode = 1
}

function facts({ decision, ...trace }: Trace): string[][] {
  const { reading, askedAt, blockedBy, busyCount, offered } = decision
  const zone = reading?.zone ?? 'UTC'
  const span = ({ start, end }: { start: number; end?: number }) =>
    end === undefined ? isoAt(zone, start) : `${isoAt(zone, start)} – ${isoAt(zone, end)}`
  const rows: [string, string | undefined][] = [
    ['answered', `${new Date(trace.at).toISOString()} ${trace.endpoint} ${trace.status}`],
    ['client', trace.clientId],
    ['call', trace.callId],
    ['read as', reading && [reading.outcome, reading.why, zone].filter(Boolean).join(', ')],
    ['meant', reading?.spans.map(span).join('; ')],
    ['asked for', askedAt === undefined ? undefined : isoAt(zone, askedAt)],
    ['in its way', blockedBy && span(blockedBy)],
    ['busy intervals', busyCount?.toString()],
    ['offered', offered?.map((start) => isoAt(zone, start)).join('; ')],
    ['decided', [trace.outcome, trace.action, trace.reason].filter(Boolean).join(', ')],
    ['failure', trace.failure],
  ]
  return rows.flatMap(([name, value]) => (value ? [[name, value]] : []))
}

function steps({ steps, ms }: Trace): string[][] {
  return [...Object.entries(steps), ['total', ms] as const].map(([name, taken]) => [
    `time: ${name}`,
    `${taken.toFixed(1)} ms`,
  ])
}
