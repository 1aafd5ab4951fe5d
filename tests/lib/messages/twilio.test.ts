import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { systemClock, turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { localControl } from '../../../lib/local/control.ts'
import { localTwilio, type LocalTwilio } from '../../../lib/local/twilio/twilio.ts'
import { twilioSms } from '../../../lib/messages/twilio.ts'
import type { Sms } from '../../../lib/messages/messages.ts'
import { listen } from '../../listen.ts'

const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token-for-tests' }
const from = '+14165550100'
const to = '+14165550123'
const start = Date.parse('2026-11-24T15:00:00Z')

let clock = turnedClock(start)
let stand: LocalTwilio
let server: { url: string; close(): Promise<void> }
let sms: Sms
const soon = (ms = 5_000) => deadlineIn(systemClock, ms)
const failure = (doing: Promise<unknown>) =>
  doing.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof VendorFailure) return error
      throw error
    },
  )

beforeEach(async () => {
  clock = turnedClock(start)
  stand = localTwilio({ ...account, control: localControl(() => clock.now()) })
  server = await listen(stand.app)
  sms = twilioSms({ ...account, from, apiUrl: server.url })
})
afterEach(() => server.close())

describe('a message through Twilio’s own SDK', () => {
  it('is accepted first, and delivered only when Twilio says so', async () => {
    const { id, state } = await sms.send({ to, body: 'Manual booking needed' }, soon())
    expect(state).toBe('sent')
    await clock.advance(2_000)
    expect(await sms.status(id, soon())).toEqual({ id, state: 'sent' })
    await clock.advance(10_000)
    expect(await sms.status(id, soon())).toEqual({ id, state: 'delivered' })
    expect(stand.messages()).toMatchObject([{ to, from, body: 'Manual booking needed' }])
  })

  it.each([
    ['+15005550001', '21211'],
    ['+15005550003', '21408'],
    ['+15005550004', '21610'],
    ['+15005550009', '21614'],
    ['not a number', '21211'],
  ])('to %s is refused for good with code %s', async (number, code) => {
    const refusal = await failure(sms.send({ to: number, body: 'x' }, soon()))
    expect(refusal).toMatchObject({ kind: 'refused', code, mayHaveHappened: false })
    expect(stand.messages()).toEqual([])
  })

  it.each([
    ['+15005550034', '30034'],
    ['+15005550030', '30003'],
    ['+15005550008', '30008'],
  ])('to %s is accepted and then fails with code %s', async (number, code) => {
    const { id } = await sms.send({ to: number, body: 'x' }, soon())
    await clock.advance(10_000)
    expect(await sms.status(id, soon())).toEqual({ id, state: 'failed', code })
  })

  it('may be given a fate of its own', async () => {
    stand.setNumber(to, { refuse: 21610 })
    expect(await failure(sms.send({ to, body: 'x' }, soon()))).toMatchObject({ code: '21610' })
  })
})

describe('failures of Twilio', () => {
  it('a wrong token is unauthorized, and nothing is sent', async () => {
    const wrong = twilioSms({ ...account, authToken: 'wrong', from, apiUrl: server.url })
    expect(await failure(wrong.send({ to, body: 'x' }, soon()))).toMatchObject({
      kind: 'unauthorized',
      code: '20003',
    })
    expect(stand.messages()).toEqual([])
  })

  it('429 says when to come back and that nothing was sent', async () => {
    stand.control.inject({ on: 'messages.create', kind: 'status', status: 429, retryAfter: 7 })
    expect(await failure(sms.send({ to, body: 'x' }, soon()))).toMatchObject({
      kind: 'rate_limited',
      code: '20429',
      retryAfterMs: 7_000,
      mayHaveHappened: false,
    })
  })

  it('a 500 may have been sent', async () => {
    stand.control.inject({ on: '*', kind: 'status', status: 503 })
    expect(await failure(sms.send({ to, body: 'x' }, soon()))).toMatchObject({
      kind: 'server',
      mayHaveHappened: true,
    })
  })

  it('silence ends at the deadline and may have been sent', async () => {
    stand.control.inject({ on: 'messages.create', kind: 'hang' })
    expect(await failure(sms.send({ to, body: 'x' }, soon(50)))).toMatchObject({
      kind: 'timeout',
      mayHaveHappened: true,
    })
  })

  it('after the deadline nothing is sent at all', async () => {
    const over = deadlineIn(turnedClock(0), 1_000)
    const past = { ...over, signal: AbortSignal.abort(new Error('over')) }
    expect(await failure(sms.send({ to, body: 'x' }, past))).toMatchObject({
      kind: 'timeout',
      mayHaveHappened: false,
    })
    expect(stand.messages()).toEqual([])
  })

  it('a cut connection may have been sent', async () => {
    stand.control.inject({ on: 'messages.create', kind: 'reset' })
    expect(await failure(sms.send({ to, body: 'x' }, soon()))).toMatchObject({
      kind: 'unreachable',
      mayHaveHappened: true,
    })
    expect(stand.messages()).toEqual([])
  })

  it('a refused connection has certainly sent nothing', async () => {
    await server.close()
    expect(await failure(sms.send({ to, body: 'x' }, soon()))).toMatchObject({
      kind: 'unreachable',
      code: 'ECONNREFUSED',
      mayHaveHappened: false,
    })
  })

  it('a lost answer leaves a message that the list shows at once', async () => {
    stand.control.inject({ on: 'messages.create', kind: 'lost' })
    expect(await failure(sms.send({ to, body: 'lead 7' }, soon()))).toMatchObject({
      mayHaveHappened: true,
    })
    expect(await sms.sentTo(to, start, soon())).toMatchObject([
      { body: 'lead 7', state: 'sent', sentAt: start },
    ])
  })

  it('a request that lands late shows in the list only then', async () => {
    stand.control.inject({ on: 'messages.create', kind: 'late', ms: 30_000 })
    await failure(sms.send({ to, body: 'lead 8' }, soon()))
    expect(await sms.sentTo(to, start, soon())).toEqual([])
    await clock.advance(30_000)
    expect(await sms.sentTo(to, start, soon())).toMatchObject([{ body: 'lead 8' }])
  })

  it('an unknown id is not found', async () => {
    expect(await failure(sms.status('SM404', soon()))).toMatchObject({ kind: 'not_found' })
  })
})

describe('the list', () => {
  it('holds one number’s messages since an instant, newest first', async () => {
    await sms.send({ to, body: 'old' }, soon())
    await clock.advance(60_000)
    await sms.send({ to, body: 'first' }, soon())
    await sms.send({ to: '+14165550999', body: 'somebody else' }, soon())
    await clock.advance(1_500)
    await sms.send({ to, body: 'second' }, soon())
    const found = await sms.sentTo(to, start + 30_000, soon())
    expect(found.map((m) => m.body)).toEqual(['second', 'first'])
  })

  it('answers Twilio’s date filters and pages', async () => {
    for (const body of ['a', 'b', 'c']) {
      await sms.send({ to, body }, soon())
      await clock.advance(10_000)
    }
    const authorization = `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`
    const ask = async (query: string) => {
      const path = `/2010-04-01/Accounts/${account.accountSid}/Messages.json?${query}`
      const answer = await fetch(server.url + path, { headers: { authorization } })
      const json = (await answer.json()) as { messages: { body: string }[]; next_page_uri: string }
      return { bodies: json.messages.map((m) => m.body).join(''), next: json.next_page_uri }
    }
    const from = encodeURIComponent('2026-11-24T15:00:10Z')
    expect((await ask(`DateSent%3E=${from}`)).bodies).toBe('cb')
    expect((await ask(`DateSent%3C=${from}`)).bodies).toBe('a')
    expect((await ask('DateSent=2026-11-24')).bodies).toBe('cba')
    expect((await ask('DateSent=2026-11-23')).bodies).toBe('')
    const first = await ask('PageSize=2')
    expect(first.bodies).toBe('cb')
    expect((await ask(first.next.split('?')[1] ?? '')).bodies).toBe('a')
  })

  it('survives a restart in its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twilio-'))
    const persist = join(folder, 'messages.json')
    const authorization = `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`
    const before = localTwilio({ ...account, persist })
    await before.app.request(`/2010-04-01/Accounts/${account.accountSid}/Messages.json`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ To: to, From: from, Body: 'kept' }),
    })
    expect(localTwilio({ ...account, persist }).messages()).toMatchObject([{ body: 'kept' }])
    rmSync(folder, { recursive: true })
  })
})

describe('status callbacks', () => {
  it('are signed so that Twilio’s own check accepts them, one for each status', async () => {
    const received: { status: string; valid: boolean }[] = []
    const url = () => `${receiver.url}/status`
    const receiver = await listen(
      new Hono().post('/status', async (c) => {
        const form = (await c.req.parseBody()) as Record<string, string>
        const signature = c.req.header('X-Twilio-Signature') ?? ''
        const valid = validateRequest(account.authToken, signature, url(), form)
        received.push({ status: form['MessageStatus'] ?? '', valid })
        return c.body(null, 204)
      }),
    )
    const authorization = `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`
    await stand.app.request(`/2010-04-01/Accounts/${account.accountSid}/Messages.json`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ To: to, From: from, Body: 'x', StatusCallback: url() }),
    })
    await stand.announce()
    await clock.advance(2_000)
    await stand.announce()
    await clock.advance(10_000)
    await stand.announce()
    await stand.announce()
    await receiver.close()
    expect(received).toEqual([
      { status: 'queued', valid: true },
      { status: 'sent', valid: true },
      { status: 'delivered', valid: true },
    ])
  })
})
