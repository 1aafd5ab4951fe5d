import { setTimeout as realSleep } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Control, Fault } from './control.ts'

/** What cutting a connection is when there is no socket: the app's `fetch` rejects with this. */
export class ConnectionCut extends Error {
  override name = 'ConnectionCut'
  readonly code = 'ECONNRESET'
}

/** One operation of a stand-in: what it does, and how the vendor words a refusal. */
export type Operation = {
  name: string
  /** Takes effect and answers. Reads the body only through `c.req.text()` or `c.req.json()`. */
  act: (c: Context) => Promise<Response> | Response
  /** The vendor's answer to an injected `status` fault. */
  refuse: (c: Context, fault: Fault) => Response
}

/**
 * Runs an operation, letting the next fault injected for it strike. The app needs
 * `app.onError((error) => { throw error })`, so that a cut rejects instead of becoming a 500.
 */
export async function strike(
  control: Control,
  c: Context,
  operation: Operation,
): Promise<Response> {
  await c.req.text() // read now, while there is a connection: a late effect still needs the body
  await control.settle()
  const fault = control.take(operation.name, (f) => f.kind !== 'twice')
  switch (fault?.kind) {
    case 'status':
      return operation.refuse(c, fault)
    case 'hang':
      return hang(c)
    case 'reset':
      return cut(c)
    case 'lost':
      await operation.act(c)
      return cut(c)
    case 'late':
      control.later(fault.ms ?? 0, async () => operation.act(c))
      return cut(c)
    case 'slow': {
      const answer = await operation.act(c)
      await realSleep(fault.ms ?? 0)
      return answer
    }
    default:
      return operation.act(c)
  }
}

function cut(c: Context): Response {
  const { outgoing } = (c.env ?? {}) as {
    outgoing?: { socket: { resetAndDestroy(): void } | null; destroy(): void }
  }
  if (!outgoing) throw new ConnectionCut('socket hang up')
  if (outgoing.socket) outgoing.socket.resetAndDestroy()
  else outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}

function hang(c: Context): Promise<never> {
  return new Promise((_, reject) => {
    c.req.raw.signal.addEventListener('abort', () => reject(new ConnectionCut('gone')))
  })
}
