import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { BookAnswer, Booking } from '../../lib/booking/booking.ts'
import type { Claims, NewClaim } from '../../lib/booking/ports.ts'
import { systemClock } from '../../lib/clock.ts'
import { deadlineIn } from '../../lib/deadline.ts'

/** A store under test and a client it knows, nobody else's. */
export type ClaimsUnderTest = { claims: Claims; clientId: string }

const minute = 60_000
const noon = Date.UTC(2027, 0, 12, 17)
const noRules = { bufferBeforeMs: 0, bufferAfterMs: 0 }
const soon = () => deadlineIn(systemClock, 30_000)

/** What every implementation of the Claims port keeps. `make` gives a client without bookings each time. */
export function claimsContract(name: string, make: () => Promise<ClaimsUnderTest>): void {
  describe(`claims in ${name}`, () => {
    test('a claim is a row at version 1 that guards its slot', async () => {
      const { claims, clientId } = await make()
      const wanted = claimAt(clientId, 0)
      const mine = await take(claims, wanted)
      expect(mine).toMatchObject({
        id: wanted.id,
        clientId,
        state: 'claimed',
        version: 1,
        attempt: 1,
      })
      expect(mine).toMatchObject({
        slot: wanted.slot,
        wish: wanted.wish,
        answers: {},
        conflict: false,
      })
      const refused = await claims.claim(claimAt(clientId, 0), soon())
      expect(refused).toMatchObject({ ok: false, reason: 'taken', by: [{ id: wanted.id }] })
    })

    test('the same claim again gives the row as it stands', async () => {
      const { claims, clientId } = await make()
      const wanted = claimAt(clientId, 0)
      const mine = await take(claims, wanted)
      await step(claims, mine, { state: 'inserting' })
      expect(await take(claims, wanted)).toMatchObject({ state: 'inserting', version: 2 })
    })

    test('of many at once for overlapping unequal slots exactly one wins', async () => {
      const { claims, clientId } = await make()
      const wanted = Array.from({ length: 12 }, (_, i) => claimAt(clientId, i * 2, 30 + i))
      const results = await Promise.all(wanted.map((claim) => claims.claim(claim, soon())))
      expect(results.filter((result) => result.ok)).toHaveLength(1)
    })

    test('slots that only touch do not stand in each other’s way', async () => {
      const { claims, clientId } = await make()
      await take(claims, claimAt(clientId, 0))
      await take(claims, claimAt(clientId, 30))
      await take(claims, claimAt(clientId, -30))
    })

    test('another client’s bookings stand in nobody’s way', async () => {
      const { claims, clientId } = await make()
      const other = await make()
      await take(claims, claimAt(clientId, 0))
      await take(other.claims, claimAt(other.clientId, 0))
    })

    test('buffers push against other bookings on each side', async () => {
      const { claims, clientId } = await make()
      await take(claims, claimAt(clientId, 0))
      const after = { rules: { bufferBeforeMs: 15 * minute, bufferAfterMs: 0 } }
      const before = { rules: { bufferBeforeMs: 0, bufferAfterMs: 15 * minute } }
      const ask = (claim: NewClaim) => claims.claim(claim, soon())
      expect(await ask({ ...claimAt(clientId, 44), ...after })).toMatchObject({ reason: 'taken' })
      expect(await ask({ ...claimAt(clientId, 45), ...after })).toMatchObject({ ok: true })
      expect(await ask({ ...claimAt(clientId, -44), ...before })).toMatchObject({ reason: 'taken' })
      expect(await ask({ ...claimAt(clientId, -45), ...before })).toMatchObject({ ok: true })
    })

    test('the daily cap counts the bookings that start that day', async () => {
      const { claims, clientId } = await make()
      const day = { start: noon, end: noon + 120 * minute }
      const rules = { ...noRules, cap: { max: 2, day } }
      await take(claims, { ...claimAt(clientId, -30), rules })
      await take(claims, { ...claimAt(clientId, 0), rules })
      await take(claims, { ...claimAt(clientId, 30), rules })
      const full = await claims.claim({ ...claimAt(clientId, 60), rules }, soon())
      expect(full).toMatchObject({ ok: false, reason: 'day_full' })
      expect('by' in full && full.by).toHaveLength(2)
      const nextDay = { start: day.end, end: day.end + 120 * minute }
      const next = { ...rules, cap: { max: 1, day: nextDay } }
      await take(claims, { ...claimAt(clientId, 120), rules: next })
    })

    test('a request key is known until its row is released, also by its stored answer', async () => {
      const { claims, clientId } = await make()
      const first = claimAt(clientId, 0)
      const mine = await take(claims, first)
      const again = { ...claimAt(clientId, 60), requestKey: first.requestKey }
      const known = { ok: false, reason: 'known_request', booking: { id: mine.id } }
      expect(await claims.claim(again, soon())).toMatchObject(known)
      const key = randomUUID()
      const answer = { requestKey: key, answer: someAnswer }
      const booked = await step(claims, mine, { state: 'booked', answer, leaseUntil: null })
      const other = { ...claimAt(clientId, 60), requestKey: key }
      expect(await claims.claim(other, soon())).toMatchObject({
        ...known,
        booking: { answers: { [key]: someAnswer } },
      })
      expect(await claims.find({ clientId, requestKey: key }, soon())).toMatchObject({
        id: mine.id,
      })
      await step(claims, booked, { state: 'released' })
      expect(await claims.find({ clientId, requestKey: key }, soon())).toBeUndefined()
      await take(claims, again)
    })

    test('a call has one current booking until it is released', async () => {
      const { claims, clientId } = await make()
      const mine = await take(claims, { ...claimAt(clientId, 0), callId: 'call_1' })
      const other = { ...claimAt(clientId, 60), callId: 'call_1' }
      expect(await claims.claim(other, soon())).toMatchObject({
        ok: false,
        reason: 'call_has_booking',
        booking: { id: mine.id },
      })
      const query = { clientId, callId: 'call_1', requestKey: randomUUID() }
      expect(await claims.find(query, soon())).toMatchObject({ id: mine.id })
      await step(claims, mine, { state: 'released' })
      expect(await claims.find(query, soon())).toBeUndefined()
      await take(claims, other)
    })

    test('requests without a call are each other’s strangers', async () => {
      const { claims, clientId } = await make()
      await take(claims, claimAt(clientId, 0))
      await take(claims, claimAt(clientId, 60))
      expect(await claims.find({ clientId, requestKey: randomUUID() }, soon())).toBeUndefined()
    })

    test('a step is written once: the next with the same version is stale and shows the row', async () => {
      const { claims, clientId } = await make()
      const mine = await take(claims, claimAt(clientId, 0))
      await step(claims, mine, { state: 'inserting', eventId: 'event1', attempt: 2 })
      const late = { id: mine.id, clientId, version: 1, state: 'released' as const }
      expect(await claims.advance(late, soon())).toMatchObject({
        ok: false,
        reason: 'stale',
        booking: { state: 'inserting', eventId: 'event1', attempt: 2, version: 2 },
      })
    })

    test('of many steps at once exactly one is written', async () => {
      const { claims, clientId } = await make()
      const { id, version } = await take(claims, claimAt(clientId, 0))
      const change = { id, clientId, version, state: 'inserting' as const }
      const results = await Promise.all(
        Array.from({ length: 8 }, () => claims.advance(change, soon())),
      )
      expect(results.filter((result) => result.ok)).toHaveLength(1)
    })

    test('a step leaves what it does not name, and null clears', async () => {
      const { claims, clientId } = await make()
      const mine = await take(claims, { ...claimAt(clientId, 0), leaseUntil: noon })
      const absent = { since: noon, reads: 2 }
      const first = await step(claims, mine, { state: 'unknown', eventId: 'event1', absent })
      expect(first).toMatchObject({ leaseUntil: noon, eventId: 'event1', absent })
      const second = await step(claims, first, { state: 'booked', leaseUntil: null, absent: null })
      expect(second).toMatchObject({ eventId: 'event1', slot: mine.slot })
      expect(second.leaseUntil).toBeUndefined()
      expect(second.absent).toBeUndefined()
    })

    test('answers of several requests are kept side by side', async () => {
      const { claims, clientId } = await make()
      const mine = await take(claims, claimAt(clientId, 0))
      const other = { ...someAnswer, message: 'other' }
      const first = await step(claims, mine, {
        state: 'booked',
        answer: { requestKey: 'key 1', answer: someAnswer },
      })
      const second = await step(claims, first, {
        state: 'booked',
        answer: { requestKey: 'key 2', answer: other },
      })
      expect(second.answers).toEqual({ 'key 1': someAnswer, 'key 2': other })
    })

    test('a step of a row nobody knows, or of another client, is missing', async () => {
      const { claims, clientId } = await make()
      const other = await make()
      const mine = await take(claims, claimAt(clientId, 0))
      const change = { version: 1, state: 'released' as const }
      const missing = { ok: false, reason: 'missing' }
      expect(await claims.advance({ id: randomUUID(), clientId, ...change }, soon())).toEqual(
        missing,
      )
      const foreign = { id: mine.id, clientId: other.clientId, ...change }
      expect(await claims.advance(foreign, soon())).toEqual(missing)
    })

    test('a released or unguarded row guards nothing; a handed-over one does', async () => {
      const { claims, clientId } = await make()
      const mine = await take(claims, claimAt(clientId, 0))
      await step(claims, mine, { state: 'released' })
      await take(claims, { ...claimAt(clientId, 0), guards: false })
      const next = await take(claims, claimAt(clientId, 0))
      await step(claims, next, { state: 'handed_over', leaseUntil: null })
      expect(await claims.claim(claimAt(clientId, 0), soon())).toMatchObject({ reason: 'taken' })
    })

    test('a move guards the old and the new time, and gives back what it no longer needs', async () => {
      const { claims, clientId } = await make()
      const mine = await booked(claims, claimAt(clientId, 0))
      const moving = await claims.move(moveTo(mine, 60, mine.slot), soon())
      expect(moving).toMatchObject({
        ok: true,
        booking: { state: 'inserting', version: mine.version + 1, from: mine.slot },
      })
      const ask = (offset: number) => claims.claim(claimAt(clientId, offset), soon())
      expect(await ask(0)).toMatchObject({ reason: 'taken' })
      expect(await ask(60)).toMatchObject({ reason: 'taken' })
      if (moving.ok) await step(claims, moving.booking, { state: 'booked', from: null })
      expect(await ask(0)).toMatchObject({ ok: true })
      expect(await ask(60)).toMatchObject({ reason: 'taken' })
    })

    test('a move may overlap its own booking, not another’s, nor exceed the cap by itself', async () => {
      const { claims, clientId } = await make()
      const mine = await booked(claims, claimAt(clientId, 0))
      const other = await booked(claims, claimAt(clientId, 60))
      const taken = await claims.move(moveTo(mine, 45, mine.slot), soon())
      expect(taken).toMatchObject({ ok: false, reason: 'taken', by: [{ id: other.id }] })
      const day = { start: noon - 300 * minute, end: noon + 300 * minute }
      const rules = { ...noRules, cap: { max: 2, day } }
      const move = { ...moveTo(mine, 15, mine.slot), rules }
      expect(await claims.move(move, soon())).toMatchObject({ ok: true })
      expect(await claims.move(move, soon())).toMatchObject({ ok: false, reason: 'stale' })
    })

    test('a move may begin to guard, and is refused where it cannot', async () => {
      const { claims, clientId } = await make()
      await booked(claims, claimAt(clientId, 60))
      const unguarded = await take(claims, { ...claimAt(clientId, 0), guards: false })
      const taken = await claims.move(moveTo(unguarded, 60, unguarded.slot), soon())
      expect(taken).toMatchObject({ ok: false, reason: 'taken' })
      const moved = await claims.move(moveTo(unguarded, 120, unguarded.slot), soon())
      expect(moved).toMatchObject({ ok: true, booking: { guards: true } })
      expect(await claims.claim(claimAt(clientId, 120), soon())).toMatchObject({ reason: 'taken' })
    })

    test('a time read from Google is never refused, but marked where it overlaps', async () => {
      const { claims, clientId } = await make()
      const mine = await booked(claims, claimAt(clientId, 0))
      const other = await booked(claims, claimAt(clientId, 60))
      const moved = await step(claims, mine, { state: 'booked', slot: other.slot })
      expect(moved).toMatchObject({ slot: other.slot, conflict: true })
      const back = { start: noon + 120 * minute, end: noon + 150 * minute }
      expect(await step(claims, other, { state: 'booked', slot: back })).toMatchObject({
        slot: back,
        conflict: false,
      })
    })

    test('guarded time is what Google does not show', async () => {
      const { claims, clientId } = await make()
      await booked(claims, claimAt(clientId, 0))
      const mine = await take(claims, claimAt(clientId, 60))
      const range = { start: noon, end: noon + 75 * minute }
      expect(await claims.guarded(clientId, range, soon())).toEqual([mine.slot])
      const before = { start: noon, end: noon + 60 * minute }
      expect(await claims.guarded(clientId, before, soon())).toEqual([])
    })

    test('booked time is what Google confirmed, and counts to a daily cap', async () => {
      const { claims, clientId } = await make()
      const mine = await booked(claims, claimAt(clientId, 0))
      await take(claims, claimAt(clientId, 60))
      const day = { start: noon, end: noon + 600 * minute }
      expect(await claims.booked(clientId, day, soon())).toEqual([mine.slot])
      const later = { start: noon + 120 * minute, end: noon + 180 * minute }
      expect(await claims.booked(clientId, later, soon())).toEqual([])
    })

    test('rows are due when their lease has lapsed, oldest first, and ended rows never', async () => {
      const { claims, clientId } = await make()
      const late = await take(claims, { ...claimAt(clientId, 0), leaseUntil: noon + 2 })
      const early = await take(claims, { ...claimAt(clientId, 60), leaseUntil: noon + 1 })
      await take(claims, { ...claimAt(clientId, 120), leaseUntil: noon + 3 })
      const done = await take(claims, { ...claimAt(clientId, 180), leaseUntil: noon })
      await step(claims, done, { state: 'booked' })
      const ids = async (now: number, limit = 1000) =>
        (await claims.due(now, limit, soon()))
          .filter((row) => row.clientId === clientId)
          .map((row) => row.id)
      expect(await ids(noon)).toEqual([])
      expect(await ids(noon + 2)).toEqual([early.id, late.id])
    })
  })
}

const someAnswer: BookAnswer = {
  outcome: 'booked',
  booked: true,
  start: '2027-01-12T12:00:00-05:00',
  end: '2027-01-12T12:30:00-05:00',
  timezone: 'America/Toronto',
  action: 'done',
  reason: 'free',
  alternatives: [],
  message: "You're booked for Tuesday at noon.",
}

function claimAt(clientId: string, offsetMinutes: number, minutes = 30): NewClaim {
  const start = noon + offsetMinutes * minute
  return {
    id: randomUUID(),
    clientId,
    requestKey: randomUUID(),
    slot: { start, end: start + minutes * minute },
    guards: true,
    calendarId: 'primary',
    wish: {
      zone: 'America/Toronto',
      customer: { name: 'Jordan Reyes', phone: '+14165550123' },
      leadId: 'lead_1',
      words: 'tomorrow at noon',
    },
    leaseUntil: noon + 60 * minute,
    rules: noRules,
  }
}

function moveTo(row: Booking, offsetMinutes: number, from: Booking['slot']) {
  const start = noon + offsetMinutes * minute
  const { id, clientId, version, wish, attempt } = row
  const slot = { start, end: start + 30 * minute }
  const lease = { leaseUntil: noon + 60 * minute, rules: noRules }
  const event = { eventId: 'event1', attempt }
  const asked = { slot, from, requestKey: randomUUID(), guards: true }
  return { id, clientId, version, wish, ...asked, ...event, ...lease }
}

async function take(claims: Claims, claim: NewClaim): Promise<Booking> {
  const result = await claims.claim(claim, soon())
  if (!result.ok) throw new Error(`claim refused: ${result.reason}`)
  return result.booking
}

async function booked(claims: Claims, claim: NewClaim): Promise<Booking> {
  const row = await take(claims, claim)
  return step(claims, row, { state: 'booked', eventId: 'event1', leaseUntil: null })
}

async function step(
  claims: Claims,
  { id, clientId, version }: Booking,
  change: Omit<Parameters<Claims['advance']>[0], 'id' | 'clientId' | 'version'>,
): Promise<Booking> {
  const result = await claims.advance({ id, clientId, version, ...change }, soon())
  if (!result.ok) throw new Error(`step refused: ${result.reason}`)
  return result.booking
}
