import { createServer } from 'node:http'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { keptAgents, openConnection } from '../../../lib/calendar/exchange.ts'
import { googleApi } from '../../../lib/calendar/google.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { freePort } from '../../support/free-port.ts'
import { failure, monday9 } from './calendar-world.ts'

const clock = turnedClock(monday9)
const range = { start: monday9, end: monday9 + 3_600_000 }
const asking = (api: ReturnType<typeof googleApi>) =>
  api.busy(['primary'], range, {
    accessToken: 'ya29.secret',
    signal: new AbortController().signal,
  })
const answering = (response: () => Response) =>
  googleApi({ apiUrl: 'http://google.test', clock, fetch: async () => response() })

test.each([
  ['nothing', () => Response.json({})],
  ['HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  [
    'a busy time without an end',
    () => Response.json({ calendars: { primary: { busy: [{ start: 'x' }] } } }),
  ],
])('a 200 with %s is a failure, not a free day', async (_, response) => {
  const { kind, code } = await failure(asking(answering(response)))
  expect([kind, code]).toEqual(['server', 'unreadable_answer'])
})

test('a calendar left out of the answer is unknown', async () => {
  const busy = await asking(answering(() => Response.json({ calendars: {} })))
  expect(busy).toEqual(new Map([['primary', undefined]]))
})

test('a 502 in another’s words came from in front of Google: unreachable', async () => {
  const api = answering(() => new Response('<html>Bad Gateway</html>', { status: 502 }))
  expect((await failure(asking(api))).kind).toBe('unreachable')
})

test('a redirect is not followed', async () => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  const url = await listening(server)
  await failure(asking(googleApi({ apiUrl: url, clock })))
  server.close()
  expect(seen).toEqual(['/calendar/v3/freeBusy'])
})

test('a refused connection certainly had no effect', async () => {
  const server = createServer()
  const url = await listening(server)
  server.close()
  const { kind, code, mayHaveHappened } = await failure(asking(googleApi({ apiUrl: url, clock })))
  expect([kind, code, mayHaveHappened]).toEqual(['unreachable', 'ECONNREFUSED', false])
})

test('a connection cut after sending may have had an effect', async () => {
  const server = createServer((request) => request.socket.resetAndDestroy())
  const url = await listening(server)
  const { kind, mayHaveHappened } = await failure(asking(googleApi({ apiUrl: url, clock })))
  server.close()
  expect([kind, mayHaveHappened]).toEqual(['unreachable', true])
})

test('calls one after another share one connection, one request each', async () => {
  let connections = 0
  let requests = 0
  const server = createServer((_, response) => {
    requests++
    response.writeHead(503, { 'content-type': 'application/json' }).end('{}')
  }).on('connection', () => connections++)
  const api = googleApi({ apiUrl: await listening(server), clock })
  for (let i = 0; i < 3; i++) await failure(asking(api))
  server.closeAllConnections()
  server.close()
  expect([connections, requests]).toEqual([1, 3])
})

test('a connection opened ahead is the one the first question goes over, and only one is', async () => {
  let connections = 0
  const server = createServer((_, response) => {
    response.writeHead(503, { 'content-type': 'application/json' }).end('{}')
  }).on('connection', () => connections++)
  const apiUrl = await listening(server)
  const agents = keptAgents()
  const { signal } = new AbortController()
  await openConnection(agents, new URL(apiUrl), signal)
  await openConnection(agents, new URL(apiUrl), signal)
  await failure(asking(googleApi({ apiUrl, clock, agents })))
  server.closeAllConnections()
  server.close()
  expect(connections).toBe(1)
})

test('nothing to connect to is no failure yet', async () => {
  const server = createServer()
  const url = new URL(await listening(server))
  server.close()
  const opened = openConnection(keptAgents(), url, new AbortController().signal)
  await expect(opened).resolves.toBeUndefined()
})

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${port}`
}
