import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { isoAt } from '../timezones.ts'
import { readToolAnswer } from './n8n-answer.ts'
import type { ToolAnswer } from './n8n-answer.ts'
import { gate } from './n8n-gate.ts'
import type { ReadContext, TimeRequest } from './types.ts'

/** Where the workflow answers and how long a customer may wait for it. */
export type N8nOptions = {
  /** The MCP trigger's production URL. */
  url: string
  /** Its bearer token. */
  token: string
  /** All a phrase may cost, connecting included. */
  budgetMs: number
  clock: Clock
  /** Told once of each wrong setting (a refused token, no such workflow). */
  onMisconfigured: (status: number) => void
  /** Told of every other failure. */
  onFailure: (error: unknown) => void
  /** Instead of the network, for tests. */
  fetch?: typeof fetch
}

/** Reads, with n8n's help, words our own reader cannot. */
export type N8nReader = {
  /** The reading; undefined when n8n cannot read it either, is down, busy, or out of time. Never throws. */
  read: (
    words: string,
    context: ReadContext,
    deadline: Deadline,
  ) => Promise<TimeRequest | undefined>
  /** Connects ahead of the first phrase. */
  warm(): void
  /** Ends the session. */
  close(): Promise<void>
}

type Session = { client: Client; transport: StreamableHTTPClientTransport }

/** Under this a lost session is not begun again within the call. */
const reconnectMs = 200
/** A connection that takes longer is given up, so that the next phrase may try anew. */
const connectMs = 10_000
const mostCharacters = 200
const tool = 'parse_date_time'
const misconfigured = new Set([401, 403, 404, 500])
const late = Symbol('late')

/**
 * One shared MCP client. n8n stores the words it is sent, so numbers that could be a phone's are taken out and
 * nothing else about the customer goes along.
 */
export function n8nReader(options: N8nOptions): N8nReader {
  const { clock, budgetMs } = options
  const door = gate(() => clock.now())
  const told = new Set<number>()
  let session: Promise<Session> | undefined

  function connected(): Promise<Session> {
    session ??= connect(options).catch((error: unknown) => {
      session = undefined
      throw error
    })
    return session
  }

  /** One call; a lost session is begun again once while there is time. */
  async function ask(words: string, context: ReadContext, until: number): Promise<ToolAnswer> {
    const opened = connected()
    const call = async () =>
      readToolAnswer(await callTool(await opened, words, context, budgetMs), words, context)
    try {
      return await call()
    } catch (error) {
      if (!isSessionLost(error) || session !== opened || until - clock.now() <= reconnectMs)
        throw error
      session = undefined
      const again = connected()
      return readToolAnswer(await callTool(await again, words, context, budgetMs), words, context)
    }
  }

  function report(error: unknown): void {
    const status = statusOf(error)
    if (status === undefined || !misconfigured.has(status)) return options.onFailure(error)
    if (told.has(status)) return
    told.add(status)
    options.onMisconfigured(status)
  }

  return {
    async read(words, context, deadline) {
      const ms = Math.min(budgetMs, deadline.remaining())
      if (ms <= 0 || !door.enter()) return undefined
      let isSuccess = false
      try {
        const answer = await withinMs(clock, ms, ask(words, context, clock.now() + ms))
        if (answer === late) throw new Error('n8n did not answer in time')
        if (answer === undefined) throw new Error('n8n answered outside its contract')
        isSuccess = true
        return answer.ok ? answer.request : undefined
      } catch (error) {
        report(error)
        return undefined
      } finally {
        door.leave(isSuccess)
      }
    },
    warm() {
      connected().catch(report)
    },
    async close() {
      const open = await session?.catch(() => undefined)
      session = undefined
      await open?.transport.terminateSession().catch(() => undefined)
      await open?.client.close()
    },
  }
}

async function connect({ url, token, fetch }: N8nOptions): Promise<Session> {
  const [{ Client }, { StreamableHTTPClientTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ])
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1000,
      maxReconnectionDelay: 1000,
      reconnectionDelayGrowFactor: 1,
    },
    ...(fetch && { fetch }),
  })
  const client = new Client({ name: 'calendar-service', version: '1' })
  await client.connect(transport, { timeout: connectMs })
  return { client, transport }
}

/** The text of the tool's answer. Throws when the tool itself failed. */
async function callTool(
  { client }: Session,
  words: string,
  { now, zone }: ReadContext,
  timeout: number,
): Promise<string> {
  const text = withoutNumbers(words).slice(0, mostCharacters)
  const args = { text, reference_time: isoAt(zone, now), timezone: zone }
  const result = await client.callTool({ name: tool, arguments: args }, undefined, { timeout })
  const [first] = Array.isArray(result.content)
    ? (result.content as { type: string; text?: string }[])
    : []
  if (result.isError || first?.type !== 'text' || first.text === undefined) {
    throw new Error('the parse_date_time tool failed')
  }
  return first.text
}

/** Seven digits or more are nobody's appointment. */
function withoutNumbers(words: string): string {
  return words.replace(/\d[\d\s().-]{5,30}\d/g, (found) =>
    found.replace(/\D/g, '').length >= 7 ? '' : found,
  )
}

function statusOf(error: unknown): number | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'number' && code >= 100 ? code : undefined
}

/** n8n forgets its sessions when it restarts or after fifteen idle minutes. */
function isSessionLost(error: unknown): boolean {
  const status = statusOf(error)
  return status === 404 || status === 400
}

async function withinMs<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | typeof late> {
  let cancel = () => {}
  work.catch(() => undefined)
  const timeout = new Promise<typeof late>((resolve) => {
    cancel = clock.timer(ms, () => resolve(late))
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    cancel()
  }
}
