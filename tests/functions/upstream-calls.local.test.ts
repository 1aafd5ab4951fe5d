import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { routes } from '../../hono.config.ts'
import { systemClock } from '../../lib/clock.ts'
import { configure } from '../../lib/config.ts'
import { demoClientId } from '../../lib/local/demo-client.ts'
import { startWorld, type World } from '../../lib/local/world.ts'
import type { Queue } from '../../lib/store/queue.ts'
import { openQueue } from '../../lib/store/sqlite-queue.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { countingProxy } from '../support/counting-proxy.ts'

// The service with the queue of a long-lived process, over real PostgreSQL and PostgREST and the vendors'
// real clients; what it sends them passes a proxy that counts.
type Proxy = Awaited<ReturnType<typeof countingProxy>>
const dataDir = mkdtempSync(join(tmpdir(), 'calls-'))
let world: World
let queue: Queue
let google: Proxy
let supabase: Proxy

beforeAll(async () => {
  world = await startWorld({ dataDir, serviceUrl: 'http://127.0.0.1:26100', firstPort: 26_110 })
  google = await countingProxy(world.env['GOOGLE_API_URL'] ?? '', 26_101)
  supabase = await countingProxy(world.env['SUPABASE_URL'] ?? '', 26_102)
  const counted = { GOOGLE_API_URL: google.url, SUPABASE_URL: supabase.url }
  configure({ ...world.env, ...counted, LOG_LEVEL: 'silent' }, 'local')
  queue = openQueue({ file: join(dataDir, 'queue.sqlite'), clock: systemClock })
})

afterAll(async () => {
  queue?.close()
  google?.close()
  supabase?.close()
  await world?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

type Work = () => Promise<void>

/** Sends a request; `behind` keeps what is left to do behind its answer, else that is done. */
async function send(path: string, body: object, behind?: Work[]): Promise<Record<string, unknown>> {
  const left: Work[] = []
  const app = routes({ queue, after: (work) => void (behind ?? left).push(work) })
  const headers = { 'content-type': 'application/json' }
  const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  for (const work of left) await work()
  return (response.status === 204 ? {} : await response.json()) as Record<string, unknown>
}

const call = { clientId: demoClientId, callId: 'call_counted' }
const ask = (words: string) =>
  send(
    '/check-availability',
    retellShaped('check_availability', { requested_time_string: words }, call),
  )
const take = () => [google.take(), supabase.take()] as const
const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)

it('a check asks Google once and Supabase not at all, once the client is known', async () => {
  await ask('tomorrow at 3 pm')
  take()
  expect(await ask('tomorrow at 4 pm')).toMatchObject({ requestedTime: expect.any(String) })
  expect(take()).toEqual([{ 'POST /calendar/v3/freeBusy': 1 }, {}])
})

it('a check after call_started asks nobody', async () => {
  const started = { call_id: 'call_counted', metadata: { client_id: demoClientId } }
  await send('/call-events', { event: 'call_started', call: started })
  take()
  expect(await ask('the day after tomorrow in the afternoon')).toMatchObject({
    timezone: 'America/Toronto',
  })
  expect(take()).toEqual([{}, {}])
})

it('a booking is three calls before the answer, the claim beside the look, and one behind it', async () => {
  const { alternatives } = await ask('any time')
  const [first] = alternatives as { slot_token: string }[]
  take()
  const args = { slot_token: first?.slot_token, customer_name: 'Jordan Reyes' }
  const behind: Work[] = []
  const answer = await send('/book', retellShaped('book', args, call), behind)
  expect(answer).toMatchObject({ outcome: 'booked' })
  const [asked, stored] = take()
  expect(asked).toEqual({
    'POST /calendar/v3/freeBusy': 1,
    'POST /calendar/v3/calendars/primary/events': 1,
  })
  expect(total(stored)).toBe(1)
  for (const work of behind) await work()
  const [later, recorded] = take()
  expect([later, total(recorded)]).toEqual([{}, 1])
})
