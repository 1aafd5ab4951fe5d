import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** A request to Google whose whole answer is wanted as text. */
export type Asked = { headers: Record<string, string>; body: string; signal: AbortSignal }

/** What came back, whatever its status. */
export type Answer = { status: number; headers: Headers; text: string }

/** Posts once and follows no redirect. Rejects with the connection's error, or when the signal aborts. */
export type Exchange = (url: URL, asked: Asked) => Promise<Answer>

/** The calls of one phone conversation come up to a minute apart: idle sockets outlive that. */
const keptAlive = { keepAlive: true, timeout: 120_000 }

/** Kept connections, by protocol. */
export function keptAgents() {
  return { 'http:': new HttpAgent(keptAlive), 'https:': new HttpsAgent(keptAlive) }
}

/** Exchanges over kept connections, with nothing between them and Node's own client. */
export function keptExchange(
  agents: ReturnType<typeof keptAgents>,
  { mostBytes }: { mostBytes: number },
): Exchange {
  return (url, { headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const isPlain = url.protocol === 'http:'
      const length = String(Buffer.byteLength(body))
      const options = {
        method: 'POST',
        agent: agents[isPlain ? 'http:' : 'https:'],
        headers: { ...headers, 'content-length': length },
      }
      const sent = (isPlain ? httpRequest : httpsRequest)(url, options, (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > mostBytes) sent.destroy(new Error('The answer is too long.'))
        })
        response.on('error', reject)
        response.on('end', () => {
          const { statusCode: status = 0, headers: given } = response
          const wait = given['retry-after']
          const known = new Headers(wait === undefined ? {} : { 'retry-after': wait })
          resolve({ status, headers: known, text: Buffer.concat(chunks).toString() })
        })
      })
      const stop = () => sent.destroy(signal.reason as Error)
      signal.addEventListener('abort', stop, { once: true })
      sent.on('error', reject)
      sent.on('close', () => signal.removeEventListener('abort', stop))
      sent.end(body)
    })
}

/** Opens a connection when none is open, so that the next question finds one. Never rejects: a question will tell. */
export function openConnection(
  agents: ReturnType<typeof keptAgents>,
  url: URL,
  signal: AbortSignal,
): Promise<void> {
  const isPlain = url.protocol === 'http:'
  const agent = agents[isPlain ? 'http:' : 'https:']
  const open = [...Object.values(agent.freeSockets), ...Object.values(agent.sockets)]
  if (open.some((sockets) => sockets?.length)) return Promise.resolve()
  return new Promise((resolve) => {
    const options = { agent, signal }
    const sent = (isPlain ? httpRequest : httpsRequest)(url, options, (r) => void r.resume())
    // The connection is back with the agent a turn later.
    sent.on('close', () => setImmediate(resolve))
    sent.on('error', () => resolve())
    sent.end()
  })
}

/** The same over a `fetch` (tests). */
export function fetchExchange(given: typeof fetch): Exchange {
  return async (url, asked) => {
    const answer = await given(url, { method: 'POST', redirect: 'error', ...asked })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
}
