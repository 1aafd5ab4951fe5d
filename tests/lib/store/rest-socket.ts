import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { restUrlOf } from '../../../lib/local/database.ts'

/** Something on a socket that answers instead of PostgREST. */
export type RestSocket = {
  url: string
  /** Method and path of what was asked. */
  asked: string[]
  /** What answers from now on. */
  answer: (request: IncomingMessage, response: ServerResponse) => void
  stop(): Promise<void>
}

export async function restSocket(): Promise<RestSocket> {
  const folder = mkdtempSync('/tmp/calendar-')
  const socket: RestSocket = {
    url: restUrlOf(`${folder}/rest`),
    asked: [],
    answer: (_, response) => void response.end('[]'),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  const server = createServer((request, response) => {
    socket.asked.push(`${request.method} ${request.url}`)
    socket.answer(request, response)
  })
  await new Promise<void>((resolve) => {
    server.listen(`${folder}/rest`, resolve)
  })
  return socket
}

/** An answer as PostgREST gives it. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
}
