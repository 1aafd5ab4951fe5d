import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { localControl } from '../../../lib/local/control.ts'
import { googleStandIn, standInClient } from '../../../lib/local/google/stand-in.ts'
import { inProcessFetch } from '../../../lib/local/in-process.ts'
import { clientTokens } from '../../../lib/tokens/client-tokens.ts'
import { keyring } from '../../../lib/tokens/envelope.ts'
import { googleOAuth } from '../../../lib/tokens/google-oauth.ts'
import { openRefreshToken, sealTokens } from '../../../lib/tokens/sealed-tokens.ts'
import { memoryTokenStore } from './memory-store.ts'

const hour = 3_600_000
const minute = 60_000
const client = 'client-1'
const broker = 'broker@example.com'
const key = randomBytes(32)

/** A connected client in front of the stand-in, and every request that reached Google's token endpoints. */
function world() {
  const clock = turnedClock(Date.parse('2026-11-23T14:00:00Z'))
  const control = localControl(() => clock.now())
  const google = googleStandIn({ control })
  google.addAccount(broker)
  const memory = memoryTokenStore()
  const keys = keyring(key)
  const requests: string[] = []
  const reach = inProcessFetch(google.app)
  let gate = Promise.resolve()
  /** Google does what it is asked; what it answers arrives once the returned function was called. */
  const holdAnswers = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    return resolve
  }
  const oauth = googleOAuth({
    clientId: standInClient.id,
    clientSecret: standInClient.secret,
    tokenUrl: 'http://google.test/token',
    revokeUrl: 'http://google.test/revoke',
    clock,
    fetch: async (input, init) => {
      requests.push(input instanceof Request ? input.url : input.toString())
      const answer = await reach(input, init)
      await gate
      return answer
    },
  })
  const told: string[] = []
  const another = () =>
    clientTokens({
      store: memory.store,
      keys,
      oauth,
      clock,
      jitter: () => 0,
      events: {
        onLost: (id) => told.push(`lost ${id}`),
        onFailure: (id, { kind }) => told.push(`failure ${id} ${kind}`),
        onUnsaved: (id, { kind }) => told.push(`unsaved ${id} ${kind}`),
      },
    })
  const first = google.issueTokens(broker, ['openid'])
  memory.rows.set(client, sealTokens(keys, client, first))
  return {
    ...memory,
    clock,
    control,
    google,
    holdAnswers,
    keys,
    requests,
    told,
    first,
    tokens: another(),
    another,
    soon: () => deadlineIn(clock, 3000),
  }
}

const failure = async (call: Promise<unknown>): Promise<VendorFailure> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof VendorFailure) return error
  throw new Error('it did not fail as a vendor does', { cause: error })
}

test('a token with more than 5 minutes left is used as it is', async () => {
  const { tokens, first, requests, clock, soon } = world()
  expect(await tokens.access(client, soon())).toBe(first.accessToken)
  await clock.advance(hour - 5 * minute - 2000)
  expect(await tokens.access(client, soon())).toBe(first.accessToken)
  expect(requests).toEqual([])
})

test('the store is read once, and what is cached is sealed', async () => {
  const { tokens, reads, soon } = world()
  await tokens.access(client, soon())
  await tokens.access(client, soon())
  expect(reads()).toBe(1)
})

test('100 simultaneous askers of an expired token cost one refresh', async () => {
  const { tokens, requests, clock, soon } = world()
  await clock.advance(hour)
  const all = await Promise.all(Array.from({ length: 100 }, () => tokens.access(client, soon())))
  expect(new Set(all).size).toBe(1)
  expect(requests).toHaveLength(1)
})

test('a refreshed token is stored sealed, with the old refresh token when Google sends none', async () => {
  const { tokens, first, rows, keys, clock, soon } = world()
  await clock.advance(hour)
  const access = await tokens.access(client, soon())
  const row = rows.get(client)
  if (!row) throw new Error('no row')
  expect(JSON.stringify(row)).not.toContain(access)
  expect(openRefreshToken(keys, client, row)).toBe(first.refreshToken)
  expect(row.expiresAt).toBe(clock.now() + 3_599_000)
})

test('a rotated refresh token replaces the old one', async () => {
  const { tokens, google, clock, soon } = world()
  google.rotateRefreshTokens(true)
  for (let i = 0; i < 3; i++) {
    await clock.advance(hour)
    expect(await tokens.access(client, soon())).toMatch(/^ya29/)
  }
})

test('an outage is tried once more at once', async () => {
  const { tokens, control, requests, clock, soon, told } = world()
  await clock.advance(hour)
  control.inject({ on: 'oauth.refresh', kind: 'status', status: 503 })
  expect(await tokens.access(client, soon())).toMatch(/^ya29/)
  expect(requests).toHaveLength(2)
  expect(told).toEqual([])
})

test('an outage that lasts is a failure after two requests, and told', async () => {
  const { tokens, control, requests, clock, soon, told } = world()
  await clock.advance(hour)
  control.inject({ on: 'oauth.refresh', kind: 'reset', times: 0 })
  expect((await failure(tokens.access(client, soon()))).kind).toBe('unreachable')
  expect(requests).toHaveLength(2)
  expect(told).toEqual([`failure ${client} unreachable`])
})

test('while Google cannot refresh, a token that still lives is used to its end', async () => {
  const { tokens, first, control, clock, soon } = world()
  await clock.advance(hour - 3 * minute)
  control.inject({ on: 'oauth.refresh', kind: 'reset', times: 0 })
  expect(await tokens.access(client, soon())).toBe(first.accessToken)
  await clock.advance(3 * minute)
  expect((await failure(tokens.access(client, soon()))).kind).toBe('unreachable')
})

test('a consent withdrawn is final: one request, marked lost, told once, not asked again', async () => {
  const { tokens, google, requests, lost, clock, soon, told } = world()
  google.withdraw(broker)
  await clock.advance(hour)
  expect((await failure(tokens.access(client, soon()))).kind).toBe('invalid_grant')
  expect((await failure(tokens.access(client, soon()))).kind).toBe('invalid_grant')
  expect(requests).toHaveLength(1)
  expect([...lost]).toEqual([client])
  expect(told).toEqual([`lost ${client}`])
})

test('after reconnecting the new consent is used', async () => {
  const { tokens, google, rows, keys, clock, soon } = world()
  google.withdraw(broker)
  await clock.advance(hour)
  await failure(tokens.access(client, soon()))
  const again = google.issueTokens(broker, ['openid'])
  rows.set(client, sealTokens(keys, client, again))
  expect(await tokens.access(client, soon())).toBe(again.accessToken)
})

test('a client that never connected is refused without a request', async () => {
  const { tokens, requests, soon } = world()
  const { kind, code } = await failure(tokens.access('client-2', soon()))
  expect([kind, code]).toEqual(['invalid_grant', 'not_connected'])
  expect(requests).toEqual([])
})

test('all who were refused the same token share one refresh', async () => {
  const { tokens, first, requests, soon } = world()
  const all = await Promise.all(
    Array.from({ length: 20 }, () => tokens.renew(client, first.accessToken, soon())),
  )
  expect(new Set(all).size).toBe(1)
  expect(all[0]).not.toBe(first.accessToken)
  expect(await tokens.renew(client, first.accessToken, soon())).toBe(all[0])
  expect(requests).toHaveLength(1)
})

test('a token another process has just stored is taken without asking Google', async () => {
  const { tokens, another, requests, clock, soon } = world()
  await tokens.access(client, soon())
  await clock.advance(hour)
  const theirs = await another().access(client, soon())
  expect(await tokens.access(client, soon())).toBe(theirs)
  expect(requests).toHaveLength(1)
})

test('a refresh token rotated away by another process does not disconnect the client', async () => {
  const { tokens, another, google, holdAnswers, rows, requests, clock, soon, lost } = world()
  await tokens.access(client, soon())
  google.rotateRefreshTokens(true)
  await clock.advance(hour)
  const before = rows.get(client)
  const theirs = await another().access(client, soon())
  const after = rows.get(client)
  if (!before || !after) throw new Error('no row')
  // The other's write lands only after this one has read the store and asked Google.
  rows.set(client, before)
  const arrive = holdAnswers()
  const asked = tokens.access(client, soon())
  await vi.waitUntil(() => requests.length === 2, { timeout: 10_000 })
  rows.set(client, after)
  arrive()
  expect(await asked).toBe(theirs)
  expect(requests).toHaveLength(2)
  expect(lost.size).toBe(0)
})

test('with the store cut off, cached tokens are used and refreshed, and the loss of the write is told', async () => {
  const { tokens, cutOff, clock, soon, told } = world()
  await tokens.access(client, soon())
  cutOff(true)
  await clock.advance(hour)
  expect(await tokens.access(client, soon())).toMatch(/^ya29/)
  expect(told).toEqual([`unsaved ${client} unreachable`])
})

test('with the store cut off and nothing cached, it is the store that failed', async () => {
  const { tokens, cutOff, soon } = world()
  cutOff(true)
  expect((await failure(tokens.access(client, soon()))).vendor).toBe('supabase')
})

test('who has no time left stops waiting; the refresh serves the others', async () => {
  const { tokens, holdAnswers, clock } = world()
  await clock.advance(hour)
  const arrive = holdAnswers()
  const hurried = failure(tokens.access(client, deadlineIn(clock, 0)))
  const patient = tokens.access(client, deadlineIn(clock, 3000))
  await clock.advance(1)
  expect((await hurried).kind).toBe('timeout')
  arrive()
  expect(await patient).toMatch(/^ya29/)
})

test('a refresh that hangs ends at its own deadline', async () => {
  const { tokens, control, clock } = world()
  await clock.advance(hour)
  control.inject({ on: 'oauth.refresh', kind: 'hang', times: 0 })
  const asked = failure(tokens.access(client, deadlineIn(clock, 60_000)))
  await clock.advance(5000)
  expect((await asked).kind).toBe('timeout')
})

test('a client that disconnects during a refresh stays disconnected', async () => {
  const { tokens, holdAnswers, rows, requests, clock, soon } = world()
  await clock.advance(hour)
  const arrive = holdAnswers()
  const asked = tokens.access(client, soon())
  await vi.waitUntil(() => requests.length === 1, { timeout: 10_000 })
  rows.delete(client)
  tokens.forget(client)
  arrive()
  await asked
  expect(rows.has(client)).toBe(false)
  expect((await failure(tokens.access(client, soon()))).code).toBe('not_connected')
})

test('tokens sealed with a key that is lost are unreadable, not disconnected', async () => {
  const { tokens, rows, first, lost, soon } = world()
  rows.set(client, sealTokens(keyring(randomBytes(32)), client, first))
  const { kind, code } = await failure(tokens.access(client, soon()))
  expect([kind, code]).toEqual(['refused', 'unreadable_token'])
  expect(lost.size).toBe(0)
})

test('tokens are refreshed ahead of need, so that nobody waits', async () => {
  const { tokens, requests, clock, soon } = world()
  await tokens.access(client, soon())
  expect(await tokens.keepFresh(soon())).toBe(0)
  await clock.advance(hour - 5 * minute)
  expect(await tokens.keepFresh(soon())).toBe(1)
  await tokens.access(client, soon())
  expect(requests).toHaveLength(1)
})

test('no error of a refresh carries a token', async () => {
  const { tokens, first, control, clock, soon } = world()
  await clock.advance(hour)
  control.inject({ on: 'oauth.refresh', kind: 'status', status: 500, times: 0 })
  const error = await failure(tokens.access(client, soon()))
  const told = `${error.message} ${error.stack} ${JSON.stringify(error)}`
  expect(told).not.toContain(first.refreshToken)
})

test('a store that does not answer takes no time from the refresh', async () => {
  const { tokens, clock, soon, silence, told } = world()
  await tokens.access(client, soon())
  silence()
  await clock.advance(hour)
  const access = tokens.access(client, soon()).catch((error: unknown) => error)
  await clock.advance(5000)
  expect(await access).toMatch(/^ya29/)
  expect(told).toEqual([])
})

test('refreshing ahead of need ends when its time is up', async () => {
  const { tokens, clock, soon, requests } = world()
  await tokens.access(client, soon())
  await clock.advance(hour - 5 * minute - 1000)
  expect(await tokens.keepFresh(deadlineIn(clock, 0))).toBe(0)
  expect(requests).toEqual([])
  expect(await tokens.keepFresh(soon())).toBe(1)
})
