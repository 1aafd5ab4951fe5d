// The vendors of a bench, as fast as a Node process can answer, in a process of their own:
// Google's freeBusy, insert and token, and the rows of Supabase that are asked for. Orders come over IPC.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { configuredKeys } from '../../lib/tokens/keys.ts'
import { sealTokens } from '../../lib/tokens/sealed-tokens.ts'
import { clientRow } from './clients.ts'

/** What the bench may order; the answer is `Counts`. */
export type Order = { googleMs?: number; supabaseMs?: number; supabaseSilent?: boolean }

/** Requests answered or swallowed since the last order; `cycle` are the background work's, which no caller waits for. */
export type Counts = { google: number; supabase: number; cycle: number }

const keys = configuredKeys({
  ENCRYPTION_KEY: process.env['ENCRYPTION_KEY'],
  ENCRYPTION_KEYS_OLD: [],
})
const ordered: Required<Order> = { googleMs: 0, supabaseMs: 0, supabaseSilent: false }
const counts: Counts = { google: 0, supabase: 0, cycle: 0 }

/** What a request looks up: a client, its tokens, whose an agent is. */
const isLookup = /\/(clients|oauth_tokens)\?.*id=eq\.|\/client_agents\?/

const server = createServer({ keepAlive: true, keepAliveTimeout: 600_000 }, (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()))
})
server.listen(Number(process.env['PORT']), '127.0.0.1', () => process.send?.('ready'))
process.on('message', (order: Order) => {
  Object.assign(ordered, order)
  process.send?.({ ...counts })
  Object.assign(counts, { google: 0, supabase: 0, cycle: 0 })
})

function answer({ url = '', method }: IncomingMessage, response: ServerResponse, body: string) {
  const isSupabase = url.startsWith('/rest/')
  counts[isSupabase ? (isLookup.test(url) ? 'supabase' : 'cycle') : 'google'] += 1
  if (isSupabase && ordered.supabaseSilent) return
  const send = () => {
    const text = JSON.stringify(isSupabase ? rows(url, method) : google(url, body))
    response.writeHead(200, {
      'content-type': 'application/json; charset=UTF-8',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  }
  const wait = isSupabase ? ordered.supabaseMs : ordered.googleMs
  if (wait > 0) setTimeout(send, wait)
  else send()
}

function google(url: string, body: string): object {
  if (url.includes('/freeBusy')) return freeBusy(body)
  if (url.includes('/token')) return { access_token: 'bench', expires_in: 3599 }
  return { ...(JSON.parse(body || '{}') as object), status: 'confirmed' }
}

/** Six meetings a week for three weeks, as most brokers have; Google answers in UTC. */
function freeBusy(body: string): object {
  const { timeMin, items } = JSON.parse(body) as { timeMin: string; items: { id: string }[] }
  const first = Math.ceil(Date.parse(timeMin) / 86_400_000) * 86_400_000
  const busy = Array.from({ length: 18 }, (_, i) => ({
    start: iso(first + i * 86_400_000 + 15 * 3_600_000),
    end: iso(first + i * 86_400_000 + 16 * 3_600_000),
  }))
  const calendars = Object.fromEntries(items.map(({ id }) => [id, { busy }]))
  return { kind: 'calendar#freeBusy', timeMin, calendars }
}

function rows(url: string, method: string | undefined): unknown {
  const id = /(?:^|[?&])(?:client_)?id=eq\.([0-9a-f-]{36})/.exec(url)?.[1]
  if (method !== 'GET' || id === undefined) return []
  if (url.startsWith('/rest/v1/clients')) return [clientRow(id)]
  if (url.startsWith('/rest/v1/oauth_tokens')) return [tokenRow(id)]
  return []
}

function tokenRow(id: string): object {
  const expiresAt = Date.now() + 3_600_000
  const plain = { accessToken: 'ya29.bench', refreshToken: '1//bench', expiresAt }
  const { access, refresh } = sealTokens(keys, id, plain)
  return {
    client_id: id,
    access_token_encrypted: access,
    refresh_token_encrypted: refresh,
    expires_at: iso(expiresAt),
    version: 1,
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

process.on('disconnect', () => process.exit())
