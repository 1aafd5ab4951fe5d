import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { configure } from '../../lib/config.ts'
import { disconnect } from '../../lib/consent/disconnect.ts'
import { hostConsent } from '../../lib/consent/host-consent.ts'
import { cycle } from '../../lib/cycle.ts'
import { deadlineIn } from '../../lib/deadline.ts'
import { demoClientId } from '../../lib/local/demo-client.ts'
import { startWorld, type World } from '../../lib/local/world.ts'
import { calendarChannels } from '../../lib/store/calendar-channels.ts'
import type { Queue } from '../../lib/store/queue.ts'
import { openQueue } from '../../lib/store/sqlite-queue.ts'
import { hostSupabase } from '../../lib/store/supabase.ts'
import { googleTokens } from '../../lib/tokens/google-tokens.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { listen, type Running } from '../../scripts/server.ts'
import { countingProxy } from '../support/counting-proxy.ts'

// The listening service, the cycle and a Google stand-in that notifies over HTTP, on real PostgreSQL.
const port = 26_400
const url = `http://127.0.0.1:${port}`
const dataDir = mkdtempSync(join(tmpdir(), 'push-'))
/** Well below the 30 s after which a check would ask again anyhow. */
const patience = { timeout: 10_000 }
const soon = () => deadlineIn(systemClock, 20_000)
let world: World
let queue: Queue
let service: Running
let google: Awaited<ReturnType<typeof countingProxy>>

beforeAll(async () => {
  world = await startWorld({ dataDir, serviceUrl: url, firstPort: 26_410 })
  google = await countingProxy(world.env['GOOGLE_API_URL'] ?? '', 26_401)
  const settings = { GOOGLE_API_URL: google.url, PUBLIC_URL: url, GOOGLE_PUSH: 'yes' }
  configure({ ...world.env, ...settings, LOG_LEVEL: 'silent' }, 'local')
  queue = openQueue({ file: join(dataDir, 'queue.sqlite'), clock: systemClock })
  service = await listen({ hostname: '127.0.0.1', port, queue })
})

afterAll(async () => {
  await service?.stop(1000)
  queue?.close()
  google?.close()
  await world?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function send(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

const call = { clientId: demoClientId, callId: 'call_watched' }

/** The soonest time that is free, ISO 8601. */
async function soonest(): Promise<string> {
  const args = { requested_time_string: 'any time' }
  const answer = await send('/check-availability', retellShaped('check_availability', args, call))
  const { alternatives } = (await answer.json()) as { alternatives: { start: string }[] }
  return alternatives[0]?.start ?? ''
}

/** The broker types an event into Google's own page. */
async function addEvent(start: string): Promise<number> {
  const token = await googleTokens({ queue }).access(demoClientId, soon())
  const end = new Date(Date.parse(start) + 30 * 60_000).toISOString()
  const event = { start: { dateTime: start }, end: { dateTime: end } }
  const answer = await fetch(`${world.google}/calendar/v3/calendars/primary/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  })
  return answer.status
}

const channelsAtGoogle = () =>
  (JSON.parse(readFileSync(join(dataDir, 'google.json'), 'utf8')) as { channels: object[] })
    .channels
const rows = () => calendarChannels(hostSupabase({ queue })).of(demoClientId, soon())

it('a change in Google is seen by the next check, long before what was known is too old', async () => {
  expect(await cycle({ queue })(soon())).toMatchObject({ watched: { opened: 1, failed: 0 } })
  expect(await rows()).toMatchObject([{ calendarId: 'primary', attempts: 0 }])
  expect(channelsAtGoogle()).toMatchObject([{ address: `${url}/calendar-changed` }])

  const started = { call_id: call.callId, metadata: { client_id: demoClientId } }
  expect((await send('/call-events', { event: 'call_started', call: started })).status).toBe(204)
  // It is fetched behind the answer; from then on checks ask nobody.
  await expect.poll(async () => [await soonest(), google.take()][1], patience).toEqual({})

  const free = await soonest()
  expect(google.take()).toEqual({})
  expect(await addEvent(free)).toBe(200)
  await expect.poll(soonest, patience).not.toBe(free)
})

it('disconnecting stops the channel at Google and forgets it', async () => {
  await disconnect(demoClientId, { parts: hostConsent({ queue }), deadline: soon() })
  expect(await rows()).toEqual([])
  expect(channelsAtGoogle()).toEqual([])
})
