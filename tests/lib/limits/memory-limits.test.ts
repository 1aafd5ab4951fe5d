import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryLimits } from '../../../lib/limits/memory-limits.ts'

// The library reads the machine's clock itself.
beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 22, 15) }))
afterEach(() => void vi.useRealTimers())

const sizes = { client: 100, failed: 3, visitor: 3 }

async function admitted(take: () => Promise<{ ok: boolean }>, times: number): Promise<number> {
  const taken = await Promise.all(Array.from({ length: times }, take))
  return taken.filter(({ ok }) => ok).length
}

describe('limits in memory', () => {
  it('admit exactly 100 a minute and client', async () => {
    const limits = memoryLimits(sizes)
    expect(await admitted(() => limits.take('client', 'a'), 250)).toBe(100)
    expect(await admitted(() => limits.take('client', 'b'), 250)).toBe(100)
  })

  it('say when the window ends, and admit again then', async () => {
    const limits = memoryLimits(sizes)
    await admitted(() => limits.take('client', 'a'), 100)
    vi.advanceTimersByTime(20_500)
    expect(await limits.take('client', 'a')).toEqual({ ok: false, retryAfterSeconds: 40 })
    vi.advanceTimersByTime(39_499)
    expect(await limits.take('client', 'a')).toEqual({ ok: false, retryAfterSeconds: 1 })
    vi.advanceTimersByTime(1)
    expect(await admitted(() => limits.take('client', 'a'), 101)).toBe(100)
  })

  it('count a client’s requests, failures and visits apart', async () => {
    const limits = memoryLimits(sizes)
    expect(await admitted(() => limits.take('failed', 'a'), 5)).toBe(3)
    expect(await admitted(() => limits.take('visitor', 'a'), 5)).toBe(3)
    expect(await admitted(() => limits.take('client', 'a'), 5)).toBe(5)
  })
})
