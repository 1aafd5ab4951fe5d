import { sign } from '../../lib/retell/signature.ts'
import { retellShaped } from '../retell-shaped.ts'
import { clientCount, clientId } from './clients.ts'

const words = [
  'tomorrow at 3 pm',
  'next Tuesday afternoon',
  'any time on Thursday',
  'the day after tomorrow, between ten and noon',
  'Friday at 2:30',
  'sometime next week in the morning',
]

/** Signed check-availability requests of about 6 KB as Retell sends them, ready for a socket; two calls a client. */
export function checkRequests(path: string, secret: string, clients = clientCount): Buffer[] {
  return Array.from({ length: clients * 2 }, (_, i) => {
    const call = { clientId: clientId(i % clients), callId: `call_bench_${i}`, transcript }
    const args = { requested_time_string: words[i % words.length] ?? '' }
    return rawRequest(path, JSON.stringify(retellShaped('check_availability', args, call)), secret)
  })
}

/** A signed call_started event of one client. */
export function startedRequest(client: number, run: number, secret: string): Buffer {
  const call = {
    call_id: `call_begun_${run}_${client}`,
    direction: 'outbound',
    agent_id: 'agent_demo',
    from_number: '+16475550100',
    to_number: '+14165550142',
    metadata: { client_id: clientId(client) },
  }
  return rawRequest('/call-events', JSON.stringify({ event: 'call_started', call }), secret)
}

/** One POST of JSON as it goes over the wire. */
export function rawRequest(path: string, body: string, secret: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: bench',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-retell-signature: ${sign(body, secret, Date.now())}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** What was said before the tool call: forty turns, as long as a few minutes of talk are. */
const transcript = Array.from({ length: 40 }, (_, i) => ({
  role: i % 2 === 0 ? 'agent' : 'user',
  content:
    i % 2 === 0
      ? 'Thanks for that. When would be a good time for a short call with the broker?'
      : 'Let me think. I am free most of the week, but not in the mornings.',
}))
