import type { ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { routes } from '../hono.config.ts'
import type { Host } from '../lib/host.ts'
import { portProblem } from './port-problem.ts'

/** A listening service and the way to end it. */
export type Running = {
  port: number
  /** Stops listening, lets requests in flight and the work behind their answers finish (up to `graceMs`), then resolves. */
  stop: (graceMs: number) => Promise<void>
}

/** Listens on `hostname:port`. Rejects with what to do when the port is taken. */
export async function listen(options: {
  hostname: string
  port: number
  queue?: Host['queue']
}): Promise<Running> {
  const behind = new Set<Promise<void>>()
  const after = (work: () => Promise<void>) => {
    const running = work().finally(() => behind.delete(running))
    behind.add(running)
  }
  const app = routes({ after, ...(options.queue && { queue: options.queue }) })
  const server = await started({ fetch: app.fetch, ...options })
  const { port } = server.address() as { port: number }
  return {
    port,
    async stop(graceMs) {
      // A kept connection ends with its next answer, so that a proxy in front moves to the process after this one.
      server.prependListener('request', (_request, response: ServerResponse) => {
        response.setHeader('connection', 'close')
      })
      // http's own close would cut every idle connection at once, the ones a proxy is just writing into too.
      const closed = new Promise<void>((resolve) => {
        NetServer.prototype.close.call(server, () => resolve())
      })
      const idle = setTimeout(() => {
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }, 500)
      const limit = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref())
      await Promise.race([closed.then(() => Promise.all(behind)), limit])
      clearTimeout(idle)
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
  }
}

function started(options: {
  fetch: ReturnType<typeof routes>['fetch']
  hostname: string
  port: number
}): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        ...options,
        // A slow client is cut off within about ten seconds; Node's defaults would let it sit for minutes.
        serverOptions: {
          headersTimeout: 5000,
          requestTimeout: 10_000,
          connectionsCheckingInterval: 500,
          // Longer than a proxy keeps its idle connections, so that it never writes into a closed one.
          keepAliveTimeout: 75_000,
        },
      },
      () => resolve(server),
    )
    server.on('error', (error) => reject(portProblem(error, options)))
  })
}
