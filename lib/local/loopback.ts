import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** A stand-in that listens. */
export type Listening = { url: string; close: () => Promise<void> }

/** Serves what `build` makes of its own address, on 127.0.0.1 at `port` or the next free one of the hundred above it. */
export async function listenOnLoopback(
  port: number,
  build: (url: string) => Hono,
): Promise<Listening> {
  return onFreePort(port, (tried) => tryToListen(tried, build))
}

/** What listens at `port` of 127.0.0.1 or the next free one of the hundred above it; `tryAt` gives undefined where a port is taken. */
export async function onFreePort<T>(
  port: number,
  tryAt: (port: number) => Promise<T | undefined>,
): Promise<T> {
  for (let tried = port; tried < port + 100; tried++) {
    const listening = await tryAt(tried)
    if (listening !== undefined) return listening
  }
  throw new Error(`No free port between ${port} and ${port + 99} on 127.0.0.1.`)
}

function tryToListen(port: number, build: (url: string) => Hono): Promise<Listening | undefined> {
  const url = `http://127.0.0.1:${port}`
  const app = build(url)
  return new Promise((resolve, reject) => {
    const close = () =>
      new Promise<void>((done) => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () =>
      resolve({ url, close }),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
  })
}
