import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bookEndpoint } from './functions/book.ts'
import { calendarChanged } from './functions/calendar-changed.ts'
import { callEvents } from './functions/call-events.ts'
import { checkAvailability } from './functions/check-availability.ts'
import { health } from './functions/health.ts'
import { metrics } from './functions/metrics.ts'
import { oauthCallback } from './functions/oauth-callback.ts'
import { oauthDisconnect } from './functions/oauth-disconnect.ts'
import { oauthStart } from './functions/oauth-start.ts'
import { runCycle } from './functions/run-cycle.ts'
import { unknownPath } from './lib/endpoint/endpoint.ts'
import type { Host } from './lib/host.ts'

const endpoints = [
  checkAvailability,
  bookEndpoint,
  callEvents,
  calendarChanged,
  oauthStart,
  oauthCallback,
  oauthDisconnect,
  health,
  metrics,
  runCycle,
]

/** The route table: every function on its paths, all methods, so that a wrong one is answered by the function. */
export function routes(platform: Omit<Host, 'peer'>): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  for (const { paths, fetch } of endpoints) {
    for (const path of paths) {
      app.all(path, (c) => fetch(c.req.raw, { ...platform, peer: peerOf(c.env) }))
    }
  }
  app.notFound(() => unknownPath())
  return app
}

function peerOf(env: Partial<HttpBindings> | undefined): string {
  return env?.incoming?.socket.remoteAddress ?? ''
}
