import { expect, test } from 'vitest'
import { vendorBreaker, type CountedFailure } from '../../lib/breaker.ts'
import { turnedClock } from '../../lib/clock.ts'
import { deadlineIn } from '../../lib/deadline.ts'
import { VendorFailure, type FailureKind } from '../../lib/failure.ts'

/** A breaker and a vendor that ends each call as told. */
function world() {
  const clock = turnedClock(0)
  const failures: CountedFailure[] = []
  const successes: string[] = []
  const breaker = vendorBreaker('google', clock, {
    onFailure: (failed) => void failures.push(failed),
    onSuccess: (clientId) => void successes.push(clientId),
  })
  let calls = 0
  let given = 0
  const end = async (client: string, kind?: FailureKind, ms = 3000): Promise<string> => {
    try {
      return await breaker.run(client, deadlineIn(clock, ms), async (deadline) => {
        calls++
        given = deadline.remaining()
        if (kind) throw new VendorFailure('google', kind)
        return 'answered'
      })
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error
      return error.code ?? error.kind
    }
  }
  return { clock, breaker, end, failures, successes, calls: () => calls, given: () => given }
}

test.each(['timeout', 'unreachable', 'server'] as const)(
  'three %s in a row, whoever called, keep everyone from waiting',
  async (kind) => {
    const { end, calls } = world()
    for (const client of ['a', 'b', 'c']) await end(client, kind)
    expect(await end('d')).toBe('circuit_open')
    expect(calls()).toBe(3)
  },
)

test.each(['rate_limited', 'refused', 'unauthorized'] as const)(
  'three %s in a row stop that client only',
  async (kind) => {
    const { end } = world()
    for (let i = 0; i < 3; i++) await end('a', kind)
    expect(await end('a')).toBe('circuit_open')
    expect(await end('b')).toBe('answered')
  },
)

test.each(['invalid_grant', 'not_found', 'gone', 'conflict'] as const)(
  'any number of %s trips nothing',
  async (kind) => {
    const { end, failures } = world()
    for (let i = 0; i < 20; i++) await end('a', kind)
    expect(await end('a')).toBe('answered')
    expect(failures).toEqual([])
  },
)

test('a consent that is gone says nothing about the vendor, neither that it is down nor that it lives', async () => {
  const { end } = world()
  for (const kind of ['timeout', 'timeout', 'invalid_grant', 'timeout'] as const) {
    await end('a', kind)
  }
  expect(await end('b')).toBe('circuit_open')
})

test('any answer in between, also a no, starts the count of outages anew', async () => {
  const { end } = world()
  for (const kind of ['timeout', 'timeout', 'not_found', 'timeout', 'timeout'] as const) {
    await end('a', kind)
  }
  expect(await end('b')).toBe('answered')
})

test('after ten seconds one call tries, with 1.5 s at most; its success opens the way for all', async () => {
  const { end, clock, given } = world()
  for (const client of ['a', 'b', 'c']) await end(client, 'server')
  await clock.advance(9999)
  expect(await end('d')).toBe('circuit_open')
  await clock.advance(1)
  expect(await end('d')).toBe('answered')
  expect(given()).toBe(1500)
  expect(await end('e')).toBe('answered')
  expect(given()).toBe(3000)
})

test('a trial that fails closes the way again at once', async () => {
  const { end, clock } = world()
  for (const client of ['a', 'b', 'c']) await end(client, 'server')
  await clock.advance(10_000)
  expect(await end('d', 'server')).toBe('server')
  expect(await end('e')).toBe('circuit_open')
})

test('while one call tries, others do not wait for it', async () => {
  const { end, breaker, clock } = world()
  for (const client of ['a', 'b', 'c']) await end(client, 'server')
  await clock.advance(10_000)
  const gate = Promise.withResolvers<string>()
  const trial = breaker.run('d', deadlineIn(clock, 3000), () => gate.promise)
  expect(await end('e')).toBe('circuit_open')
  gate.resolve('answered')
  expect(await trial).toBe('answered')
  expect(await end('e')).toBe('answered')
})

test('a client left waiting once is not left waiting long again', async () => {
  const { end, given } = world()
  await end('a', 'timeout')
  await end('a')
  expect(given()).toBe(1500)
  await end('a')
  expect(given()).toBe(3000)
})

test('a call that had hardly any time says nothing about the vendor', async () => {
  const { end, failures } = world()
  for (let i = 0; i < 10; i++) await end('a', 'timeout', 900)
  expect(await end('a')).toBe('answered')
  expect(failures).toEqual([])
})

test('what another vendor or our own code threw is not counted', async () => {
  const { breaker, clock, end } = world()
  for (let i = 0; i < 10; i++) {
    const thrown = i % 2 ? new VendorFailure('supabase', 'timeout') : new Error('ours')
    const run = breaker.run('a', deadlineIn(clock, 3000), () => Promise.reject(thrown))
    await expect(run).rejects.toBe(thrown)
  }
  expect(await end('a')).toBe('answered')
})

test('failures are told with their count, and each success', async () => {
  const { end, failures, successes } = world()
  for (const kind of ['timeout', 'server', undefined, 'refused', 'server'] as const) {
    await end('a', kind)
  }
  expect(failures.map((f) => [f.scope, f.inARow, f.failure.kind])).toEqual([
    ['vendor', 1, 'timeout'],
    ['vendor', 2, 'server'],
    ['client', 1, 'refused'],
    ['vendor', 1, 'server'],
  ])
  expect(successes).toEqual(['a'])
})
