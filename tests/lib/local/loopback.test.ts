import { networkInterfaces } from 'node:os'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { listenOnLoopback } from '../../../lib/local/loopback.ts'

test('a stand-in answers on 127.0.0.1 and on none of the machine’s other addresses', async () => {
  const app = new Hono().get('/', (c) => c.text('here'))
  const { url, close } = await listenOnLoopback(25_000 + (process.pid % 4000), () => app)
  const answers = async (address: string) => {
    const { port } = new URL(url)
    const answer = await fetch(`http://${address}:${port}/`).catch(() => undefined)
    return answer?.status === 200
  }
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, scopeid }) => address !== '127.0.0.1' && !scopeid)
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))
  expect(await answers('127.0.0.1')).toBe(true)
  expect(await Promise.all(others.map(answers))).toEqual(others.map(() => false))
  await close()
})
