import { expect, test } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { mirroredTokens } from '../../../lib/tokens/mirrored-tokens.ts'
import { memoryTokenStore } from './memory-store.ts'

const sealed = (n: number) => ({ access: `access-${n}`, refresh: `refresh-${n}`, expiresAt: n })

/** A store with a durable copy; `restarted` is another process over the same copy. */
function world() {
  const clock = turnedClock(1000)
  const memory = memoryTokenStore()
  const kept = new Map<string, Record<string, unknown>>()
  const mirror = {
    put: (_: string, id: string, row: object) => void kept.set(id, row as Record<string, unknown>),
    get: (_: string, id: string) => {
      const row = kept.get(id)
      return row && { row, seenAt: 0 }
    },
    remove: (_: string, id: string) => void kept.delete(id),
  }
  const restarted = () => mirroredTokens(memory.store, mirror, clock)
  return { ...memory, kept, restarted, tokens: restarted(), soon: () => deadlineIn(clock, 1000) }
}

test('tokens seen once are there while the store is out of reach, also after a restart', async () => {
  const { tokens, restarted, rows, cutOff, soon } = world()
  rows.set('a', sealed(1))
  await tokens.get('a', soon())
  cutOff(true)
  expect(await restarted().get('a', soon())).toMatchObject(sealed(1))
  await expect(restarted().get('b', soon())).rejects.toBeInstanceOf(VendorFailure)
})

test('tokens refreshed during an outage reach the store when it is back', async () => {
  const { tokens, restarted, rows, cutOff, soon } = world()
  rows.set('a', sealed(1))
  await tokens.get('a', soon())
  cutOff(true)
  await tokens.update('a', sealed(2), soon())
  expect(await restarted().get('a', soon())).toMatchObject(sealed(2))
  cutOff(false)
  expect(await restarted().get('a', soon())).toMatchObject(sealed(2))
  expect(rows.get('a')).toMatchObject(sealed(2))
})

test('a consent given meanwhile wins over what was refreshed during the outage', async () => {
  const { tokens, rows, cutOff, soon } = world()
  rows.set('a', sealed(1))
  cutOff(true)
  await tokens.update('a', sealed(2), soon())
  cutOff(false)
  rows.set('a', sealed(3))
  expect(await tokens.get('a', soon())).toMatchObject(sealed(3))
})

test('a consent taken back leaves nothing behind', async () => {
  const { tokens, rows, kept, cutOff, soon } = world()
  await tokens.put('a', sealed(1), soon())
  expect(kept.has('a')).toBe(true)
  await tokens.erase('a', soon())
  expect([kept.size, rows.size]).toEqual([0, 0])
  await tokens.put('b', sealed(1), soon())
  cutOff(true)
  await tokens.update('b', sealed(2), soon())
  cutOff(false)
  rows.delete('b')
  expect(await tokens.get('b', soon())).toBeUndefined()
  expect(kept.size).toBe(0)
})

test('a refresh that ends after the consent was taken back leaves nothing behind', async () => {
  const { tokens, kept, soon } = world()
  await tokens.put('a', sealed(1), soon())
  await tokens.erase('a', soon())
  expect(await tokens.update('a', sealed(2), soon())).toBe(false)
  expect(kept.size).toBe(0)
})

test('a copy is known without asking the store, unless the store has yet to learn of it', async () => {
  const { tokens, restarted, rows, cutOff, soon } = world()
  rows.set('a', sealed(1))
  await tokens.get('a', soon())
  expect(restarted().known?.('a')).toMatchObject(sealed(1))
  expect(restarted().known?.('b')).toBeUndefined()
  cutOff(true)
  await tokens.update('a', sealed(2), soon())
  expect(restarted().known?.('a')).toBeUndefined()
})
