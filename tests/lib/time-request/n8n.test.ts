import { afterEach, describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { n8nReader } from '../../../lib/time-request/n8n.ts'
import type { N8nReader } from '../../../lib/time-request/n8n.ts'
import { n8nServer } from './support/n8n-server.ts'

const zone = 'America/Toronto'
const now = Date.parse('2026-03-04T10:15:00-05:00')
const context = { now, zone, clientZone: zone, hours: { open: 540, close: 1200 } }
const words = 'when I am back from my trip, a while after the hockey'
const open: N8nReader[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.close()))
})

function setUp(token = 'secret') {
  const clock = turnedClock(now)
  const server = n8nServer('secret')
  const misconfigured: number[] = []
  const failures: unknown[] = []
  const reader = n8nReader({
    url: 'http://n8n.test/mcp/parse-date-time',
    token,
    budgetMs: 1500,
    clock,
    fetch: server.fetch,
    onMisconfigured: (status) => misconfigured.push(status),
    onFailure: (error) => failures.push(error),
  })
  open.push(reader)
  const ask = (text = words, ms = 60_000) => reader.read(text, context, deadlineIn(clock, ms))
  return { clock, server, reader, ask, misconfigured, failures }
}

/** Lets the fetches and streams of the two sides run, without a clock. */
async function untilCalled(calls: readonly unknown[], count: number): Promise<void> {
  for (let i = 0; i < 1000 && calls.length < count; i++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('words read with n8n’s help', () => {
  it('a window comes back as a time request of ours', async () => {
    const { ask, server } = setUp()
    expect(await ask()).toMatchObject({
      outcome: 'ok',
      readBack: false,
      zone,
      spans: [
        {
          start: Date.parse('2026-03-06T14:00:00-05:00'),
          end: Date.parse('2026-03-06T17:00:00-05:00'),
        },
      ],
    })
    expect(server.calls).toEqual([
      { text: words, reference_time: '2026-03-04T10:15:00-05:00', timezone: zone },
    ])
  })

  it('an array around the answer, as sub-workflows give it, is taken off', async () => {
    const { ask, server } = setUp()
    server.behaviour = 'array'
    expect((await ask())?.outcome).toBe('ok')
  })

  it('low confidence is read back to the customer', async () => {
    const { ask, server } = setUp()
    server.confidence = 0.4
    expect(await ask()).toMatchObject({ outcome: 'ok', readBack: true })
  })

  it('one session serves many phrases', async () => {
    const { ask, server } = setUp()
    await ask()
    const before = server.requests
    await ask()
    await ask()
    expect(server.requests - before).toBe(2)
  })

  it('no name or number goes along', async () => {
    const { ask, server } = setUp()
    await ask('call me at 604 555-0142 after the hockey')
    expect(server.calls[0]?.text).toBe('call me at  after the hockey')
  })

  it('a lost session is begun again within the same phrase', async () => {
    const { ask, server, failures } = setUp()
    await ask()
    server.restart()
    expect((await ask())?.outcome).toBe('ok')
    expect(failures).toEqual([])
  })

  it('a lost session is not begun again when hardly any time is left', async () => {
    const { ask, server } = setUp()
    await ask()
    server.restart()
    expect(await ask(words, 150)).toBeUndefined()
  })

  it('"I cannot read that either" is an answer, not a failure', async () => {
    const { ask, server, failures } = setUp()
    server.behaviour = 'refuses'
    for (let i = 0; i < 5; i++) expect(await ask()).toBeUndefined()
    expect(server.calls).toHaveLength(5)
    expect(failures).toEqual([])
  })

  it.each(['throws', 'garbage'] as const)(
    'a tool that %s leaves the phrase unread',
    async (behaviour) => {
      const { ask, server, failures } = setUp()
      server.behaviour = behaviour
      expect(await ask()).toBeUndefined()
      expect(failures).toHaveLength(1)
    },
  )

  it('the customer waits no longer than the budget, and nothing is sent again', async () => {
    const { ask, server, clock, failures } = setUp()
    await ask()
    server.behaviour = 'hangs'
    const answer = ask()
    await untilCalled(server.calls, 2)
    await clock.advance(1500)
    expect(await answer).toBeUndefined()
    expect(server.calls).toHaveLength(2)
    expect(failures).toHaveLength(1)
    server.behaviour = 'answers'
    server.release()
    expect((await ask())?.outcome).toBe('ok')
  })

  it('at most four phrases are under way; the fifth is not sent', async () => {
    const { ask, server } = setUp()
    await ask()
    server.behaviour = 'hangs'
    const four = [ask(), ask(), ask(), ask()]
    await untilCalled(server.calls, 5)
    expect(await ask()).toBeUndefined()
    expect(server.calls).toHaveLength(5)
    server.release()
    expect((await Promise.all(four)).map((one) => one?.outcome)).toEqual(['ok', 'ok', 'ok', 'ok'])
  })

  it('after three failures nothing is sent for 30 s, then one phrase tries again', async () => {
    const { ask, server, clock } = setUp()
    server.down = true
    for (let i = 0; i < 3; i++) expect(await ask()).toBeUndefined()
    const before = server.requests
    server.down = false
    expect(await ask()).toBeUndefined()
    expect(server.requests).toBe(before)
    clock.set(now + 30_000)
    const both = [ask(), ask()]
    expect((await Promise.all(both)).map((one) => one?.outcome)).toEqual(['ok', undefined])
    expect((await ask())?.outcome).toBe('ok')
  })

  it('a refused token is reported once, as a setting', async () => {
    const { ask, misconfigured, failures } = setUp('wrong')
    await ask()
    await ask()
    expect(misconfigured).toEqual([403])
    expect(failures).toEqual([])
  })

  it.each([404, 500])('a %i on connecting is reported as a setting', async (status) => {
    const { ask, server, misconfigured } = setUp()
    server.status = status
    expect(await ask()).toBeUndefined()
    expect(misconfigured).toEqual([status])
  })

  it('warming connects before the first phrase', async () => {
    const { reader, ask, server } = setUp()
    reader.warm()
    expect((await ask())?.outcome).toBe('ok')
    expect(server.calls).toHaveLength(1)
  })

  it.each([
    [[{ start: '2026-03-06T14:00:00-05:00', end: '2026-03-06T13:00:00-05:00' }]],
    [[{ start: '2026-03-06 14:00', end: '2026-03-06 15:00' }]],
    [[{ start: '2099-03-06T14:00:00Z' }]],
    [[]],
    [[null]],
  ])('windows outside the contract are not believed: %j', async (windows) => {
    const { ask, server } = setUp()
    server.windows = windows
    expect(await ask()).toBeUndefined()
  })

  it('a window without an end is an instant; what is over is past', async () => {
    const { ask, server } = setUp()
    server.windows = [{ start: '2026-03-06T14:00:00-05:00' }]
    expect(await ask()).toMatchObject({
      spans: [{ start: Date.parse('2026-03-06T14:00:00-05:00') }],
    })
    server.windows = [{ start: '2026-03-01T14:00:00-05:00', end: '2026-03-01T15:00:00-05:00' }]
    expect((await ask())?.outcome).toBe('past')
  })
})
