// Sends requests at a constant rate, whether or not answers come back, over kept connections (--fresh: a new
// one for each), until it is told to end (SIGTERM) but at least --requests, and prints what came of them:
//   node load.ts --url https://name:port --requests 800 --rate 100 --acknowledged FILE
// Of every hundred, three are a customer's words and two a booking of a time of its own (170,000 bookings a
// day); FILE gets the call of each booking the service acknowledged (booked, or handed over).
import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { parseArgs } from 'node:util'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { sign } from '../../lib/retell/signature.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    requests: { type: 'string', default: '800' },
    rate: { type: 'string', default: '100' },
    fresh: { type: 'boolean', default: false },
    acknowledged: { type: 'string' },
    secret: { type: 'string', default: 'key_0123456789abcdef' },
    client: { type: 'string', default: '00000000-0000-4000-8000-000000000001' },
  },
})

type Shot = { path: string; callId?: string; body?: string }

const base = new URL(values.url)
// With a limit on its sockets an agent that keeps none still hands one on to a request that waits.
const agent = new Agent(values.fresh ? { keepAlive: false } : { keepAlive: true, maxSockets: 64 })
const run = process.pid
const answers: Record<string, number> = {}
const times: number[] = []
const acknowledged: string[] = []
let failed = 0
/** Kept connections the other side closed just as we wrote: HTTP clients send again, on another one. */
let retried = 0

function shot(index: number): Shot {
  const callId = `call_${run}_${index}`
  const shaped = (tool: string, args: object) => ({
    path: `/${tool}`,
    callId,
    body: JSON.stringify(retellShaped(tool, args, { clientId: values.client, callId })),
  })
  if (index % 100 === 1 || index % 100 === 34 || index % 100 === 67) {
    return shaped('check-availability', { requested_time_string: 'tomorrow at 3' })
  }
  if (index % 50 === 7) {
    return shaped('book', { requested_time_string: startOf(index), customer_name: 'Jordan Reyes' })
  }
  return { path: '/health' }
}

/** Half hours of the next weeks, another one for each booking. */
function startOf(index: number): string {
  const nth = Math.floor(index / 50) + (run % 12) * 60
  const day = new Date(Date.now() + (2 + Math.floor(nth / 20)) * 86_400_000)
  const hour = 9 + Math.floor((nth % 20) / 2)
  return `${day.toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:${nth % 2 ? '30' : '00'}:00-05:00`
}

function send(shot: Shot): Promise<void> {
  const started = performance.now()
  return new Promise((resolve) => {
    const done = (what: string, isFailed: boolean) => {
      answers[what] = (answers[what] ?? 0) + 1
      if (isFailed) failed += 1
      times.push(performance.now() - started)
      resolve()
    }
    const sent = request({ ...target(shot), agent, rejectUnauthorized: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', (error) => done(error.message, true))
      response.on('end', () => {
        const status = response.statusCode ?? 0
        if (status === 200 && shot.path === '/book') note(shot, Buffer.concat(chunks).toString())
        done(`${status} ${shot.path}`, status >= 400)
      })
    })
    sent.setTimeout(20_000, () => sent.destroy(new Error('no answer in 20 s')))
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (!sent.reusedSocket || error.code !== 'ECONNRESET') {
        return done(error.message, true)
      }
      retried += 1
      return void send(shot).then(resolve)
    })
    sent.end(shot.body)
  })
}

function target({ path, body }: Shot) {
  const common = { host: '127.0.0.1', servername: base.hostname, port: base.port, path }
  if (body === undefined) return { ...common, method: 'GET', headers: { host: base.host } }
  return {
    ...common,
    method: 'POST',
    headers: {
      host: base.host,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-retell-signature': sign(body, values.secret, Date.now()),
    },
  }
}

function note(shot: Shot, answer: string): void {
  const { outcome } = JSON.parse(answer) as { outcome?: string }
  answers[String(outcome)] = (answers[String(outcome)] ?? 0) + 1
  if (outcome === 'booked' || outcome === 'handed_over') acknowledged.push(shot.callId ?? '')
}

const pending: Promise<void>[] = []
const gap = 1000 / Number(values.rate)
const begun = performance.now()
const ending = new AbortController()
process.once('SIGTERM', () => ending.abort())
for (let i = 0; !ending.signal.aborted || i < Number(values.requests); i++) {
  const wait = begun + i * gap - performance.now()
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  pending.push(send(shot(i)))
}
await Promise.all(pending)
agent.destroy()
if (values.acknowledged) writeFileSync(values.acknowledged, acknowledged.join('\n'))
const sorted = times.toSorted((a, b) => a - b)
const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
const ms = { p50: at(0.5), p99: at(0.99), max: at(1) }
console.log(JSON.stringify({ requests: times.length, failed, retried, answers, ms }))
