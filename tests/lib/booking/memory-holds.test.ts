import { describe, expect, test } from 'vitest'
import { memoryHolds } from '../../../lib/booking/memory-holds.ts'
import { turnedClock } from '../../../lib/clock.ts'

const first = { clientId: 'broker', callId: 'call_1' }
const second = { clientId: 'broker', callId: 'call_2' }
const three = { start: 3_000, end: 4_000 }
const four = { start: 4_000, end: 5_000 }

describe('a hold', () => {
  test('is seen by other calls of the client, not by its own nor by another client', async () => {
    const holds = memoryHolds(turnedClock(0))
    await holds.replace(first, [three])
    expect(await holds.others(second)).toEqual([{ ...three, holdUntil: 180_000 }])
    expect(await holds.others(first)).toEqual([])
    expect(await holds.others({ clientId: 'another', callId: 'call_2' })).toEqual([])
  })

  test('ends after three minutes', async () => {
    const clock = turnedClock(0)
    const holds = memoryHolds(clock)
    await holds.replace(first, [three])
    await clock.advance(179_999)
    expect(await holds.others(second)).toHaveLength(1)
    await clock.advance(1)
    expect(await holds.others(second)).toEqual([])
  })

  test('gives way to the offers of the call’s next check', async () => {
    const holds = memoryHolds(turnedClock(0))
    await holds.replace(first, [three])
    await holds.replace(first, [four])
    expect(await holds.others(second)).toEqual([{ ...four, holdUntil: 180_000 }])
  })

  test('goes when its call ends', async () => {
    const holds = memoryHolds(turnedClock(0))
    await holds.replace(first, [three])
    await holds.drop(first)
    expect(await holds.others(second)).toEqual([])
  })
})
