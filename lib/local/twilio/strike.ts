import type { Context } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

/** Cuts the caller's connection without an answer. */
export function cut(c: Context): Response {
  const { incoming } = c.env as Partial<HttpBindings>
  if (!incoming) throw new TypeError('This fault needs a real connection: listen on a port.')
  incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Never answers; resolves only to let go once the caller has hung up. */
export async function hang(c: Context): Promise<Response> {
  const { incoming } = c.env as Partial<HttpBindings>
  if (!incoming) throw new TypeError('This fault needs a real connection: listen on a port.')
  await new Promise((resolve) => incoming.socket.once('close', resolve))
  return RESPONSE_ALREADY_SENT
}
