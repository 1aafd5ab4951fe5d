import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { BookAnswer, Booking } from '../../../lib/booking/booking.ts'
import type { Claims, Move, NewClaim } from '../../../lib/booking/ports.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { monday, pm } from '../../support/booking-world.ts'
import { claimsContract } from '../../support/claims-contract.ts'
import { machine, sharedClaims } from '../../support/machine.ts'

const clientId = 'client 1'
const clock = turnedClock(monday)

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

function refOf({ id, clientId, version }: Booking) {
  return { id, clientId, version }
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
  claims: machine(sharedClaims(), clock).claims,
  clientId: randomUUID(),
}))

describe('claims while Postgres answers', () => {
  test('stand in both places, step by step', async () => {
    const shared = sharedClaims()
    const { claims, local } = machine(shared, clock)
    await bookedAt(claims, 3)
    expect(shared.store.rows()).toEqual(local.rows())
    expect(shared.store.rows()).toMatchObject([{ state: 'booked', version: 2 }])
  })

  test('are refused by what another machine claimed, and leave nothing behind here', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared, clock), machine(shared, clock)]
    await bookedAt(one.claims, 3)
    const refused = await two.claims.claim(claimAt(3), soon())
    expect(refused).toMatchObject({ ok: false, reason: 'taken' })
    expect(two.local.rows().filter((row) => row.state === 'claimed')).toEqual([])
    await take(two.claims, claimAt(4))
  })

  test('know a call’s booking made on another machine, and can move it', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared, clock), machine(shared, clock)]
    await bookedAt(one.claims, 3, { callId: 'call_1' })
    const refused = await two.claims.claim(claimAt(4, { callId: 'call_1' }), soon())
    if (refused.ok || 'by' in refused) throw new Error('the call has a booking')
    const moved = await two.claims.move(moveTo(refused.booking, 4), soon())
    expect(moved).toMatchObject({ ok: true, booking: { version: 3, state: 'inserting' } })
    expect(shared.store.rows()).toMatchObject([{ version: 3, slot: { start: pm(4) } }])
    const late = await one.claims.advance({ ...refused.booking, state: 'released' }, soon())
    expect(late).toMatchObject({ ok: false, reason: 'stale', booking: { slot: { start: pm(4) } } })
  })

  test('are not moved to a time another machine has claimed', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared, clock), machine(shared, clock)]
    const mine = await bookedAt(one.claims, 3)
    await bookedAt(two.claims, 4)
    const refused = await one.claims.move(moveTo(mine, 4), soon())
    expect(refused).toMatchObject({ ok: false, reason: 'taken' })
    const kept = one.local.rows().find((row) => row.id === mine.id)
    expect(kept).toEqual({ ...mine, version: mine.version + 2 })
    if (kept) expect(await one.claims.move(moveTo(kept, 5), soon())).toMatchObject({ ok: true })
    expect(shared.store.rows().find((row) => row.id === mine.id)).toMatchObject({
      slot: { start: pm(5) },
    })
  })

  test('of a machine that is gone are settled by another', async () => {
    const shared = sharedClaims()
    const [one, two] = [machine(shared, clock), machine(shared, clock)]
    const mine = await take(one.claims, claimAt(3))
    const due = await two.claims.due(monday + 20_000, 10, soon())
    expect(due).toMatchObject([{ id: mine.id, state: 'claimed' }])
  })
})

describe('claims while Postgres is away', () => {
  test('are made beside the process and queued for Postgres, under the same id', async () => {
    const shared = sharedClaims()
    const { claims, queued, replay } = machine(shared, clock)
    shared.state.isAway = true
    const mine = await bookedAt(claims, 3)
    expect(await claims.claim(claimAt(3), soon())).toMatchObject({ ok: false, reason: 'taken' })
    expect(queued.map((row) => row.version)).toEqual([1, 2])
    shared.state.isAway = false
    await replay()
    await replay()
    expect(shared.store.rows()).toEqual([mine])
  })

  test('wait for it once, not at every step', async () => {
    const shared = sharedClaims()
    const { claims } = machine(shared, clock)
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
    const { claims, replay } = machine(shared, clock)
    const mine = await bookedAt(claims, 3)
    shared.state.isAway = true
    const moved = await claims.move(moveTo(mine, 4), soon())
    expect(moved).toMatchObject({ ok: true, booking: { slot: { start: pm(4) } } })
    shared.state.isAway = false
    await replay()
    expect(shared.store.rows()).toMatchObject([{ slot: { start: pm(4) }, version: 3 }])
  })

  test('that only this process knows of stand in the way of its moves', async () => {
    const shared = sharedClaims()
    const { claims } = machine(shared, clock)
    const mine = await bookedAt(claims, 3)
    shared.state.isAway = true
    await bookedAt(claims, 4)
    shared.state.isAway = false
    await clock.advance(30_000)
    expect(await claims.move(moveTo(mine, 4), soon())).toMatchObject({ ok: false, reason: 'taken' })
    expect(shared.store.rows().find((row) => row.id === mine.id)).toEqual(mine)
  })

  test('reach Postgres late when the process died right before it could say so', async () => {
    const shared = sharedClaims()
    const { claims, local } = machine(shared, clock)
    const mine = await take(claims, claimAt(3, { leaseUntil: clock.now() }))
    const done = await local.advance({ ...mine, state: 'booked', leaseUntil: null }, soon())
    expect(shared.store.rows()).toMatchObject([{ state: 'claimed' }])
    expect(await claims.due(clock.now(), 10, soon())).toEqual([])
    expect(done).toMatchObject({ ok: true, booking: shared.store.rows()[0] })
  })

  test('agree again after deaths left one version with two contents', async () => {
    const shared = sharedClaims()
    const { claims, local, replay } = machine(shared, clock)
    const mine = await bookedAt(claims, 3)
    const answer = { requestKey: 'tool_2', answer: { message: '' } as BookAnswer }
    await shared.claims.advance({ ...mine, state: 'booked', answer }, soon())
    const moving = await local.move(moveTo(mine, 4), soon())
    if (!moving.ok) throw new Error(moving.reason)
    const done = { ...refOf(moving.booking), state: 'booked', from: null } as const
    expect(await claims.advance(done, soon())).toMatchObject({ ok: true })
    await replay()
    expect(shared.store.rows()).toEqual(local.rows())
    expect(shared.store.rows()).toMatchObject([{ slot: { start: pm(4) } }])
  })

  test('are not given up for a failure that will not pass', async () => {
    const shared = sharedClaims()
    const refusing = { claim: () => Promise.reject(new VendorFailure('supabase', 'refused')) }
    const claimsThere = { ...shared.claims, ...refusing }
    const { claims, local } = machine({ ...shared, claims: claimsThere }, clock)
    await expect(claims.claim(claimAt(3), soon())).rejects.toThrow('refused')
    expect(local.rows()).toMatchObject([{ state: 'released' }])
  })
})
