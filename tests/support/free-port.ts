import { Hono } from 'hono'
import { listen } from '../listen.ts'

/** A port of 127.0.0.1 nobody holds, below the range the kernel picks from, where a port can connect to itself. */
export async function freePort(): Promise<number> {
  const server = await listen(new Hono())
  await server.close()
  return Number(new URL(server.url).port)
}
