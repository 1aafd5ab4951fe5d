import { serve } from '@hono/node-server'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { localControl } from '../../../../lib/local/control.ts'
import { googleStandIn } from '../../../../lib/local/google/stand-in.ts'
import { freePort } from '../../../support/free-port.ts'
import { allScopes, broker, googleWorld, monday9 } from './google-world.ts'
import { refusal } from './refusal.ts'

const here = { calendarId: 'primary' }
const meeting = (id: string) => ({
  ...here,
  requestBody: {
    id,
    start: { dateTime: '2026-11-24T10:00:00-05:00' },
    end: { dateTime: '2026-11-24T11:00:00-05:00' },
  },
})
const cutOff = expect.objectContaining({ message: expect.stringContaining('fetch failed') })

test.each([
  [{ status: 429, reason: 'rateLimitExceeded' }, [429, 'rateLimitExceeded']],
  [{ status: 403, reason: 'userRateLimitExceeded' }, [403, 'userRateLimitExceeded']],
  [{ status: 403, reason: 'quotaExceeded' }, [403, 'quotaExceeded']],
  [{ status: 503 }, [503, 'backendError']],
  [{ status: 500 }, [500, 'backendError']],
])('a status fault %o is answered in Google’s words, without effect', async (fault, answer) => {
  const { api, control, events } = googleWorld()
  control.inject({ on: 'events.insert', kind: 'status', ...fault })
  expect(await refusal(api.events.insert(meeting('abc123')))).toEqual(answer)
  expect(events()).toEqual([])
})

test('Retry-After goes with a status fault', async () => {
  const { api, control } = googleWorld()
  control.inject({ on: 'events.get', kind: 'status', status: 429, retryAfter: 7 })
  const refused = api.events.get({ ...here, eventId: 'abc123' })
  const thrown = (await refused.catch((error: unknown) => error)) as { response: Response }
  const { headers } = thrown.response
  expect(headers.get('retry-after')).toBe('7')
})

test('reset: the connection is cut, nothing happened', async () => {
  const { api, control, events } = googleWorld()
  control.inject({ on: 'events.insert', kind: 'reset' })
  await expect(api.events.insert(meeting('abc123'))).rejects.toEqual(cutOff)
  expect(events()).toEqual([])
})

test('lost: it happened, and the answer never came', async () => {
  const { api, control, events } = googleWorld()
  control.inject({ on: 'events.insert', kind: 'lost' })
  await expect(api.events.insert(meeting('abc123'))).rejects.toEqual(cutOff)
  expect(events()).toMatchObject([{ id: 'abc123' }])
})

test('late: the answer is lost and the effect lands only later, by the stand-in’s clock', async () => {
  const { api, control, turn } = googleWorld()
  control.inject({ on: 'events.insert', kind: 'late', ms: 30_000 })
  await expect(api.events.insert(meeting('abc123'))).rejects.toEqual(cutOff)
  const read = () => api.events.get({ ...here, eventId: 'abc123' })
  turn(29_999)
  expect(await refusal(read())).toEqual([404, 'notFound'])
  turn(1)
  expect((await read()).data.id).toBe('abc123')
})

test('hang: no answer until the caller gives up, and nothing happened', async () => {
  const { api, control, events } = googleWorld()
  control.inject({ on: 'events.insert', kind: 'hang' })
  const giveUp = new AbortController()
  const asked = api.events.insert(meeting('abc123'), { signal: giveUp.signal })
  giveUp.abort()
  await expect(asked).rejects.toThrow('abort')
  expect(events()).toEqual([])
})

test('slow: it happens at once and the answer takes its time', async () => {
  const { api, control, events } = googleWorld()
  control.inject({ on: 'events.insert', kind: 'slow', ms: 30 })
  const asked = api.events.insert(meeting('abc123'))
  await expect.poll(() => events().length).toBe(1)
  expect((await asked).data.id).toBe('abc123')
})

test('twice: one repeated id is accepted, the next is a duplicate again', async () => {
  const { api, control, events } = googleWorld()
  control.inject({ on: 'events.insert', kind: 'twice' })
  await api.events.insert(meeting('abc123'))
  await api.events.insert(meeting('abc123'))
  expect(events()).toHaveLength(2)
  expect(await refusal(api.events.insert(meeting('abc123')))).toEqual([409, 'duplicate'])
})

test('a fault strikes as often as it says, its operation only, until cleared', async () => {
  const { api, control } = googleWorld()
  control.inject({ on: 'events.get', kind: 'status', status: 500, times: 2 })
  const get = () => refusal(api.events.get({ ...here, eventId: 'abc123' }))
  await api.events.list(here)
  expect([await get(), await get(), await get()].map(([status]) => status)).toEqual([500, 500, 404])
  control.inject({ on: '*', kind: 'status', status: 503, times: 0 })
  for (let i = 0; i < 5; i++) expect((await get())[0]).toBe(503)
  control.clear()
  expect((await get())[0]).toBe(404)
})

test('faults and the clock are turned over the control route', async () => {
  const { control, api } = googleWorld()
  const post = (path: string, body: object) =>
    control.routes.request(path, { method: 'POST', body: JSON.stringify(body) })
  expect((await post('/faults', { on: 'events.list', kind: 'status', status: 500 })).status).toBe(
    204,
  )
  expect((await refusal(api.events.list(here)))[0]).toBe(500)
  await post('/faults', { on: 'events.list', kind: 'status', status: 500 })
  await control.routes.request('/faults', { method: 'DELETE' })
  expect((await api.events.list(here)).status).toBe(200)
  const turned = await post('/clock', { advanceMs: 3_600_000 })
  expect(await turned.json()).toEqual({ now: monday9 + 3_600_000 })
  expect(await refusal(api.events.list(here))).toEqual([401, 'authError'])
})

test('over a socket, cut connections are resets and hanging ones stay open', async () => {
  const { app, control, tokens, events } = googleWorld()
  const server = serve({
    fetch: app.fetch,
    hostname: '127.0.0.1',
    port: await freePort(),
  })
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const insert = (signal?: AbortSignal) =>
    new Promise<string>((resolve) => {
      const headers = { authorization: `Bearer ${tokens.accessToken}` }
      const path = '/calendar/v3/calendars/primary/events'
      request({ host: '127.0.0.1', port, path, method: 'POST', headers, ...(signal && { signal }) })
        .on('response', (response) => resolve(String(response.resume().statusCode)))
        .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name))
        .end(JSON.stringify(meeting('abc123').requestBody))
    })
  control.inject({ on: 'events.insert', kind: 'reset' })
  expect(await insert()).toBe('ECONNRESET')
  control.inject({ on: 'events.insert', kind: 'hang' })
  expect(await insert(AbortSignal.timeout(100))).toBe('ABORT_ERR')
  expect(events()).toEqual([])
  control.inject({ on: 'events.insert', kind: 'lost' })
  expect(await insert()).toBe('ECONNRESET')
  expect(events()).toHaveLength(1)
  expect(await insert()).toBe('409')
  server.close()
})

test('what was acknowledged is still there in a new process', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'google-'))
  const persist = join(folder, 'data', 'google.json')
  const open = () => googleStandIn({ control: localControl(() => monday9), persist })
  const before = open()
  before.addAccount(broker)
  const { accessToken } = before.issueTokens(broker, allScopes)
  const { client } = googleWorld()
  await client(accessToken, before.app).events.insert(meeting('abc123'))
  const later = open()
  expect(later.events()).toMatchObject([{ id: 'abc123' }])
  const api = client(accessToken, later.app)
  expect((await api.events.get({ ...here, eventId: 'abc123' })).data.status).toBe('confirmed')
  rmSync(folder, { recursive: true })
})
