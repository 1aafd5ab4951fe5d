import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { googleApi } from '../../lib/calendar/google.ts'
import { systemClock } from '../../lib/clock.ts'
import { deadlineIn, type Deadline } from '../../lib/deadline.ts'
import { twilioSms } from '../../lib/messages/twilio.ts'
import { clientAgents } from '../../lib/store/client-agents.ts'
import { supabase } from '../../lib/store/supabase.ts'
import { n8nReader } from '../../lib/time-request/n8n.ts'
import { googleOAuth } from '../../lib/tokens/google-oauth.ts'
import { listen } from '../listen.ts'

let status = 307
let asked: number
let reached: string[]
let elsewhere: Awaited<ReturnType<typeof listen>>
let vendor: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  const thief = new Hono().all('*', (c) => {
    reached.push(`${c.req.method} ${c.req.path} ${c.req.header('authorization') ?? ''}`)
    return c.json({})
  })
  elsewhere = await listen(thief)
  const bent = new Hono().all('*', (c) => {
    asked += 1
    const headers = { location: `${elsewhere.url}${c.req.path}` }
    return new Response(null, { status, headers })
  })
  vendor = await listen(bent)
})
afterAll(async () => {
  await vendor.close()
  await elsewhere.close()
})
beforeEach(() => {
  asked = 0
  reached = []
})

const clock = systemClock
const signal = () => AbortSignal.timeout(5000)
const range = { start: 0, end: 3_600_000 }
const app = { clientId: 'id', clientSecret: 'client-secret' }
const context = {
  now: Date.UTC(2026, 10, 22, 15),
  zone: 'America/Toronto',
  clientZone: 'America/Toronto',
  hours: { open: 9 * 60, close: 20 * 60 },
}

/** One request to each vendor by its real client, with a credential on it. */
const requests: [string, (url: string, deadline: Deadline) => Promise<unknown>][] = [
  [
    'Google Calendar',
    (apiUrl) =>
      googleApi({ apiUrl, clock }).busy(['primary'], range, {
        accessToken: 'secret',
        signal: signal(),
      }),
  ],
  [
    'Google’s token endpoint',
    (url, deadline) =>
      googleOAuth({ ...app, tokenUrl: `${url}/token`, revokeUrl: `${url}/revoke`, clock }).refresh(
        'secret',
        deadline,
      ),
  ],
  [
    'Twilio',
    (apiUrl, deadline) => {
      const account = {
        accountSid: `AC${'1'.repeat(32)}`,
        authToken: 'secret',
        from: '+14165550100',
      }
      return twilioSms({ ...account, apiUrl }).send({ to: '+14165550123', body: 'hello' }, deadline)
    },
  ],
  [
    'Supabase',
    (url, deadline) =>
      clientAgents(supabase({ url, serviceKey: 'secret' })).find({ agentId: 'a' }, deadline),
  ],
]

describe.each([301, 302, 303, 307, 308])('a vendor that answers %d to another host', (code) => {
  it.each(requests)('%s: is not followed, no credential leaves', async (_name, request) => {
    status = code
    await expect(request(vendor.url, deadlineIn(clock, 5000))).rejects.toThrow(
      /supabase|google|twilio/,
    )
    expect(asked).toBeGreaterThan(0)
    expect(reached).toEqual([])
  })

  it('n8n: is not followed, no credential leaves', async () => {
    status = code
    const failures: unknown[] = []
    const reader = n8nReader({
      url: `${vendor.url}/mcp`,
      token: 'secret',
      budgetMs: 3000,
      clock,
      onMisconfigured: (refused) => void failures.push(refused),
      onFailure: (error) => void failures.push(error),
    })
    expect(await reader.read('whenever', context, deadlineIn(clock, 3000))).toBeUndefined()
    await reader.close()
    expect(asked).toBeGreaterThan(0)
    expect(reached).toEqual([])
  })
})
