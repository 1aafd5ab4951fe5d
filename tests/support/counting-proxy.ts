import { createServer, request } from 'node:http'

/** Forwards to `target` and counts requests by method and first path parts. */
export async function countingProxy(
  target: string,
  port: number,
): Promise<{ url: string; take(): Record<string, number>; close(): void }> {
  const { hostname, port: targetPort } = new URL(target)
  let counts: Record<string, number> = {}
  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '').split('?')[0] ?? ''
    const name = `${incoming.method} ${path.replace(/\/calendars\/[^/]+\/events\/.+/, '/calendars/…/events/…')}`
    counts[name] = (counts[name] ?? 0) + 1
    const forwarded = request(
      {
        hostname,
        port: targetPort,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    take() {
      const taken = counts
      counts = {}
      return taken
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
