import { expect, test } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { VendorFailure, type FailureKind } from '../../../lib/failure.ts'
import { circuit } from '../../../lib/store/supabase-circuit.ts'

const fail = (kind: FailureKind) => () => Promise.reject(new VendorFailure('supabase', kind))
const succeed = () => Promise.resolve('answer')
const open = { kind: 'unreachable', code: 'circuit_open', mayHaveHappened: false }

test('after two outages in a row nobody waits, until one tries again', async () => {
  const clock = turnedClock(0)
  const way = circuit(clock)
  for (let i = 0; i < 2; i++)
    await expect(way.pass(fail('unreachable'))).rejects.toThrow('unreachable')
  await expect(way.pass(succeed)).rejects.toMatchObject(open)
  clock.set(5000)
  const trial = way.pass(() => clock.sleep(100).then(() => 'answer'))
  await expect(way.pass(succeed)).rejects.toMatchObject(open)
  await clock.advance(100)
  expect(await trial).toBe('answer')
  expect(await way.pass(succeed)).toBe('answer')
})

test('a trial that fails keeps the others from waiting again', async () => {
  const clock = turnedClock(0)
  const way = circuit(clock)
  for (let i = 0; i < 2; i++)
    await expect(way.pass(fail('unreachable'))).rejects.toThrow('unreachable')
  clock.set(5000)
  await expect(way.pass(fail('unreachable'))).rejects.not.toMatchObject(open)
  await expect(way.pass(succeed)).rejects.toMatchObject(open)
})

test('a no is an answer: it stops nobody and ends a row of outages', async () => {
  const way = circuit(turnedClock(0))
  for (const kind of ['refused', 'conflict', 'unauthorized', 'server', 'unreachable'] as const) {
    await expect(way.pass(fail(kind))).rejects.toMatchObject({ kind })
    await expect(way.pass(fail('refused'))).rejects.toMatchObject({ kind: 'refused' })
  }
  expect(await way.pass(succeed)).toBe('answer')
})

test('a request that had too little time says nothing about Supabase, one that had enough does', async () => {
  const clock = turnedClock(0)
  const way = circuit(clock)
  for (let i = 0; i < 5; i++) await expect(way.pass(fail('timeout'))).rejects.toThrow('timeout')
  expect(await way.pass(succeed)).toBe('answer')
  for (let i = 0; i < 2; i++) {
    const waited = way.pass(() => clock.sleep(600).then(fail('timeout')))
    const failure = waited.catch((error: unknown) => error)
    await clock.advance(600)
    expect(await failure).toMatchObject({ kind: 'timeout' })
  }
  await expect(way.pass(succeed)).rejects.toMatchObject(open)
})

test('requests that wait as long in silence count with the first that gives up', async () => {
  const clock = turnedClock(0)
  const way = circuit(clock)
  const waiting = way.pass(() => clock.sleep(2000).then(fail('timeout'))).catch(() => 'failed')
  const first = way.pass(() => clock.sleep(700).then(fail('timeout'))).catch(() => 'failed')
  await clock.advance(700)
  expect(await first).toBe('failed')
  await expect(way.pass(succeed)).rejects.toMatchObject(open)
  await clock.advance(1300)
  expect(await waiting).toBe('failed')
})
