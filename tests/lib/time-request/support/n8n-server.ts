import { randomUUID } from 'node:crypto'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'

/** What the tool does with a call. */
export type ToolBehaviour = 'answers' | 'array' | 'refuses' | 'throws' | 'garbage' | 'hangs'

/** An MCP server that behaves as n8n's trigger does, reached without a network. */
export type N8nServer = {
  fetch: typeof fetch
  /** Arguments of every call the tool got. */
  calls: { text: string; reference_time: string; timezone: string }[]
  /** HTTP requests so far. */
  requests: number
  behaviour: ToolBehaviour
  /** Answer every request with this status instead. */
  status: number | undefined
  /** No connection at all. */
  down: boolean
  confidence: number
  windows: unknown[]
  /** As after a restart: every session is forgotten. */
  restart(): void
  /** Lets the hanging calls answer. */
  release(): void
}

/** A fresh server: it knows one token, one tool and no sessions. */
export function n8nServer(token: string): N8nServer {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>()
  let waiting: (() => void)[] = []
  const server: N8nServer = {
    calls: [],
    requests: 0,
    behaviour: 'answers',
    status: undefined,
    down: false,
    confidence: 1,
    windows: [
      { start: '2026-03-06T14:00:00-05:00', end: '2026-03-06T17:00:00-05:00', grain: 'hour' },
    ],
    restart: () => sessions.clear(),
    release: () => {
      for (const go of waiting) go()
      waiting = []
    },
    async fetch(input, init) {
      server.requests++
      if (server.down) throw new TypeError('fetch failed')
      const request = new Request(input, init)
      if (server.status !== undefined) return new Response('no', { status: server.status })
      if (request.headers.get('authorization') !== `Bearer ${token}`) {
        return new Response('Authorization data is wrong!', { status: 403 })
      }
      const id = request.headers.get('mcp-session-id')
      const known = id === null ? undefined : sessions.get(id)
      if (id !== null && !known)
        return Response.json({ error: 'Session not found' }, { status: 404 })
      return (known ?? (await opened())).handleRequest(request)
    },
  }

  async function opened(): Promise<WebStandardStreamableHTTPServerTransport> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    })
    const mcp = new McpServer({ name: 'n8n', version: '2' })
    mcp.server.registerCapabilities({ tools: {} })
    const { CallToolRequestSchema } = await import('@modelcontextprotocol/sdk/types.js')
    mcp.server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      server.calls.push(params.arguments as N8nServer['calls'][number])
      return respond()
    })
    await mcp.connect(transport)
    return transport
  }

  async function respond() {
    if (server.behaviour === 'hangs') await new Promise<void>((resolve) => waiting.push(resolve))
    if (server.behaviour === 'throws') {
      return {
        isError: true,
        content: [{ type: 'text' as const, text: 'NodeOperationError: boom' }],
      }
    }
    return { content: [{ type: 'text' as const, text: toolText() }] }
  }

  function toolText(): string {
    const { behaviour, windows, confidence } = server
    if (behaviour === 'garbage') return 'I think Friday would be lovely'
    if (behaviour === 'refuses')
      return JSON.stringify({ ok: false, reason: 'not_understood', say: '' })
    const answer = { ok: true, windows, confidence }
    return JSON.stringify(behaviour === 'array' ? [answer] : answer)
  }

  return server
}
