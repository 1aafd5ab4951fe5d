import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Booking } from '../../../lib/booking/booking.ts'
import { localFirstClaims } from '../../../lib/booking/local-first-claims.ts'
import type { Claims, Move, NewClaim } from '../../../lib/booking/ports.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import type { Door } from '../../../lib/store/door.ts'
import { monday, pm } from '../../support/booking-world.ts'
import { claimsContract } from '../../support/claims-contract.ts'
import { memoryClaims, type MemoryClaims } from '../../support/memory-claims.ts'

const clientId = 'client 1'
const clock = turnedClock(monday)

/** Postgres as the machines share it: it can be away, and is written to directly or through a door. */
function sharedClaims() {
  const rows = memoryClaims()
  const state = { isAway: false, asked: 0 }
  const claims = new Proxy<MemoryClaims>(rows, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function' || name === 'rows') return member
      return async (...args: unknown[]) => {
        state.asked++
        if (state.isAway) throw new VendorFailure('supabase', 'unreachable')
        return member.apply(target, args) as unknown
      }
    },
  })
  return { claims, state, rows: () => rows.rows(), adopt: (row: Booking) => rows.adopt(row) }
}

/** A machine of its own: its queue, its door, the shared Postgres. */
function machine(shared: ReturnType<typeof sharedClaims>) {
  const local = memoryClaims()
  const queued: Booking[] = []
  const door: Door = {
    async write({ payload }, deadline) {
      const row = payload as Booking
      if (shared.state.isAway || deadline.remaining() === 0) {
        queued.push(structuredClone(row))
        return 'queued'
      }
      const there = shared.rows().find((other) => other.id === row.id)
      if (there && there.version > row.version) return 'stale'
      await shared.adopt(row)
      return 'written'
    },
  }
  const replay = async () => {
    for (const row of queued.splice(0)) await shared.adopt(row)
  }
  const claims = localFirstClaims({ local, shared: shared.claims, door, clock })
  return { claims, local, queued, replay }
}

const soon = () => deadlineIn(clock, 5000)

function claimAt(hour: number, change: Partial<NewClaim> = {}): NewClaim {
  return {
    id: randomUUID(),
    clientId,
    requestKey: randomUUID(),
    slot: { start: pm(hour), end: pm(hour + 0.5) },
    guards: true,
    calendarId: 'primary',
    wish: { zone: 'America/Toronto', customer: { name: 'Jordan Reyes' } },
    leaseUntil: monday + 20_000,
    rules: { bufferBeforeMs: 0, bufferAfterMs: 0 },
    ...change,
  }
}

async function take(claims: Claims, claim: NewClaim): Promise<Booking> {
  const result = await claims.claim(claim, soon())
  if (!result.ok) throw new Error(result.reason)
  return result.booking
}

async function bookedAt(claims: Claims, hour: number, change: Partial<NewClaim> = {}) {
  const { id, version } = await take(claims, claimAt(hour, change))
  const step = { id, clientId, version, eventId: 'event1', leaseUntil: null }
  const result = await claims.advance({ ...step, state: 'booked' }, soon())
  if (!result.ok) throw new Error(result.reason)
  return result.booking
}

function moveTo({ id, version, wish, slot: from }: Booking, hour: number): Move {
  const slot = { start: pm(hour), end: pm(hour + 0.5) }
  const event = { eventId: 'event1', attempt: 1, requestKey: randomUUID(), guards: true }
  const rules = { bufferBeforeMs: 0, bufferAfterMs: 0 }
  return { id, clientId, version, wish, from, slot, rules, ...event, leaseUntil: monday + 20_000 }
}

claimsContract('this process first, then Postgres', async () => ({
  claims: machine(sharedClaims()).claims,
  clientId: randomUUID(),
}))

describe('claims while Postgres answers', () => {
  test('stand in both places, step by step', async () => {
    const shared = sharedClaims()
    const { claims, local } = machine(shared)
    await bookedAt(claims, 3)
    expect(shared.rows()).toEqual(local.rows())
    expect(shared.rows()).toMatchObject([{ state: 'booked', version: 2 }])
  })

  test('are refused by what another machine claimed, and leave nothing behind here', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared), machine(shared)]
    await bookedAt(one.claims, 3)
    const refused = await two.claims.claim(claimAt(3), soon())
    expect(refused).toMatchObject({ ok: false, reason: 'taken' })
    expect(two.local.rows().filter((row) => row.state === 'claimed')).toEqual([])
    await take(two.claims, claimAt(4))
  })

  test('know a call’s booking made on another machine, and can move it', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared), machine(shared)]
    await bookedAt(one.claims, 3, { callId: 'call_1' })
    const refused = await two.claims.claim(claimAt(4, { callId: 'call_1' }), soon())
    if (refused.ok || 'by' in refused) throw new Error('the call has a booking')
    const moved = await two.claims.move(moveTo(refused.booking, 4), soon())
    expect(moved).toMatchObject({ ok: true, booking: { version: 3, state: 'inserting' } })
    expect(shared.rows()).toMatchObject([{ version: 3, slot: { start: pm(4) } }])
    const late = await one.claims.advance({ ...refused.booking, state: 'released' }, soon())
    expect(late).toMatchObject({ ok: false, reason: 'stale', booking: { slot: { start: pm(4) } } })
  })

  test('are not moved to a time another machine has claimed', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared), machine(shared)]
    const mine = await bookedAt(one.claims, 3)
    await bookedAt(two.claims, 4)
    const refused = await one.claims.move(moveTo(mine, 4), soon())
    expect(refused).toMatchObject({ ok: false, reason: 'taken' })
    expect(one.local.rows().find((row) => row.id === mine.id)).toEqual(mine)
  })

  test('of a machine that is gone are settled by another', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared), machine(shared)]
    const mine = await take(one.claims, claimAt(3))
    const due = await two.claims.due(monday + 20_000, 10, soon())
    expect(due).toMatchObject([{ id: mine.id, state: 'claimed' }])
  })
})

describe('claims while Postgres is away', () => {
  test('are made beside the process and queued for Postgres, under the same id', async () => {
    const shared = sharedClaims()
    const { claims, queued, replay } = machine(shared)
    shared.state.isAway = true
    const mine = await bookedAt(claims, 3)
    expect(await claims.claim(claimAt(3), soon())).toMatchObject({ ok: false, reason: 'taken' })
    expect(queued.map((row) => row.version)).toEqual([1, 2])
    shared.state.isAway = false
    await replay()
    await replay()
    expect(shared.rows()).toEqual([mine])
  })

  test('wait for it once, not at every step', async () => {
    const shared = sharedClaims()
    const { claims } = machine(shared)
    shared.state.isAway = true
    await bookedAt(claims, 3)
    await bookedAt(claims, 4)
    expect(shared.state.asked).toBe(1)
    shared.state.isAway = false
    await clock.advance(30_000)
    await bookedAt(claims, 5)
    expect(shared.state.asked).toBeGreaterThan(1)
  })

  test('can be moved, and reach Postgres as they are then', async () => {
    const shared = sharedClaims()
    const { claims, replay } = machine(shared)
    const mine = await bookedAt(claims, 3)
    shared.state.isAway = true
    const moved = await claims.move(moveTo(mine, 4), soon())
    expect(moved).toMatchObject({ ok: true, booking: { slot: { start: pm(4) } } })
    shared.state.isAway = false
    await replay()
    expect(shared.rows()).toMatchObject([{ slot: { start: pm(4) }, version: 3 }])
  })

  test('are undone in Postgres where only this process knows that the time is taken', async () => {
    const shared = sharedClaims()
    const { claims } = machine(shared)
    const mine = await bookedAt(claims, 3)
    shared.state.isAway = true
    await bookedAt(claims, 4)
    shared.state.isAway = false
    await clock.advance(30_000)
    expect(await claims.move(moveTo(mine, 4), soon())).toMatchObject({ ok: false, reason: 'taken' })
    const there = shared.rows().find((row) => row.id === mine.id)
    expect(there).toMatchObject({ state: 'booked', slot: mine.slot })
    expect(there?.from).toBeUndefined()
    expect(await claims.move(moveTo({ ...mine, version: 4 }, 5), soon())).toMatchObject({
      ok: true,
    })
  })

  test('are not given up for a failure that will not pass', async () => {
    const shared = sharedClaims()
    const { claims, local } = machine({
      ...shared,
      claims: {
        ...shared.claims,
        claim: () => Promise.reject(new VendorFailure('supabase', 'refused')),
      },
    })
    await expect(claims.claim(claimAt(3), soon())).rejects.toThrow('refused')
    expect(local.rows()).toMatchObject([{ state: 'released' }])
  })
})
