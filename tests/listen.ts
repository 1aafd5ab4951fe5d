import { randomInt } from 'node:crypto'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

/** A server on a free loopback port below the ephemeral range, where a port can connect to itself. */
export async function listen(app: Hono): Promise<{ url: string; close(): Promise<void> }> {
  for (;;) {
    const server = createAdaptorServer({ fetch: app.fetch }) as Server
    const port = randomInt(20_000, 32_000)
    const taken = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(true) : reject(error),
      )
      server.listen(port, '127.0.0.1', () => resolve(false))
    })
    if (taken) continue
    return {
      url: `http://127.0.0.1:${port}`,
      close: () =>
        new Promise((resolve) => {
          server.closeAllConnections()
          server.close(() => resolve())
        }),
    }
  }
}
