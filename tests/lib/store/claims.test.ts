import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BookAnswer, Booking } from '../../../lib/booking/booking.ts'
import type { ClaimRules, LocalClaims, NewClaim } from '../../../lib/booking/ports.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { queueFile } from './queue-file.ts'

const at = (h: number, m = 0) => Date.UTC(2026, 10, 24, h, m)
const slot = (h: number, minutes = 30) => ({ start: at(h), end: at(h, minutes) })
const noRules: ClaimRules = { bufferBeforeMs: 0, bufferAfterMs: 0 }
const wish = { zone: 'America/Toronto', customer: { name: 'Ann Lee' } }
const clock = turnedClock(at(9))
const deadline = deadlineIn(clock, 1_000)
let claims: LocalClaims

function wanted(change: Partial<NewClaim> = {}): NewClaim {
  return {
    id: randomUUID(),
    clientId: 'client-1',
    requestKey: randomUUID(),
    slot: slot(15),
    guards: true,
    calendarId: 'primary',
    wish,
    leaseUntil: at(9) + 30_000,
    rules: noRules,
    ...change,
  }
}

async function booked(change: Partial<NewClaim> = {}): Promise<Booking> {
  const result = await claims.claim(wanted(change), deadline)
  if (!result.ok) throw new Error(result.reason)
  return result.booking
}

beforeEach(() => {
  claims = queueFile(clock).queue.claims
})

describe('a claim', () => {
  it('of a free slot is ours, in its first version', async () => {
    expect(await booked()).toMatchObject({ state: 'claimed', version: 1, attempt: 1, answers: {} })
  })

  it('repeated under its id gives the row as it stands by now', async () => {
    const asked = wanted()
    const first = await booked(asked)
    await claims.advance({ ...key(first), state: 'booked' }, deadline)
    expect(await claims.claim(asked, deadline)).toMatchObject({
      ok: true,
      booking: { state: 'booked', version: 2 },
    })
  })

  it('of overlapping time is refused and names what stands there', async () => {
    const first = await booked()
    const inside = wanted({ slot: { start: at(15, 15), end: at(15, 45) } })
    expect(await claims.claim(inside, deadline)).toMatchObject({
      ok: false,
      reason: 'taken',
      by: [{ id: first.id }],
    })
  })

  it('right before or after another is fine, and another client’s time never counts', async () => {
    await booked()
    expect(await claims.claim(wanted({ slot: slot(14, 60) }), deadline)).toMatchObject({ ok: true })
    const after = { start: at(15, 30), end: at(16) }
    expect(await claims.claim(wanted({ slot: after }), deadline)).toMatchObject({ ok: true })
    const other = wanted({ clientId: 'client-2' })
    expect(await claims.claim(other, deadline)).toMatchObject({ ok: true })
  })

  it('keeps the buffers around it free', async () => {
    await booked()
    const rules = { bufferBeforeMs: 15 * 60_000, bufferAfterMs: 0 }
    const near = wanted({ slot: { start: at(15, 44), end: at(16) }, rules })
    expect(await claims.claim(near, deadline)).toMatchObject({ reason: 'taken' })
    const clear = wanted({ slot: { start: at(15, 45), end: at(16) }, rules })
    expect(await claims.claim(clear, deadline)).toMatchObject({ ok: true })
  })

  it('beyond the daily cap is refused and names the day’s bookings', async () => {
    const rules = { ...noRules, cap: { max: 2, day: { start: at(5), end: at(29) } } }
    await booked({ slot: slot(10), rules })
    await booked({ slot: slot(11), rules })
    const third = await claims.claim(wanted({ slot: slot(12), rules }), deadline)
    expect(third).toMatchObject({ ok: false, reason: 'day_full', by: [{}, {}] })
    const nextDay = { ...rules, cap: { max: 2, day: { start: at(29), end: at(53) } } }
    const tomorrow = wanted({ slot: slot(34), rules: nextDay })
    expect(await claims.claim(tomorrow, deadline)).toMatchObject({ ok: true })
  })

  it('with a known request key is told the booking behind it', async () => {
    const first = await booked({ requestKey: 'tool-1' })
    const again = wanted({ requestKey: 'tool-1', slot: slot(17) })
    expect(await claims.claim(again, deadline)).toMatchObject({
      reason: 'known_request',
      booking: { id: first.id },
    })
  })

  it('of a call that has a booking is told so, until that is released', async () => {
    const first = await booked({ callId: 'call-1' })
    const second = wanted({ callId: 'call-1', slot: slot(17) })
    expect(await claims.claim(second, deadline)).toMatchObject({
      reason: 'call_has_booking',
      booking: { id: first.id },
    })
    await claims.advance({ ...key(first), state: 'released' }, deadline)
    expect(await claims.claim(second, deadline)).toMatchObject({ ok: true })
  })

  it('that guards nothing is never refused for time, and stands in nobody’s way', async () => {
    await booked()
    expect(await claims.claim(wanted({ guards: false }), deadline)).toMatchObject({ ok: true })
    await booked({ slot: slot(18), guards: false })
    expect(await claims.claim(wanted({ slot: slot(18) }), deadline)).toMatchObject({ ok: true })
  })

  it.each(['booked', 'handed_over', 'unknown', 'inserting'] as const)(
    'still guards its time once %s',
    async (state) => {
      const first = await booked()
      await claims.advance({ ...key(first), state }, deadline)
      expect(await claims.claim(wanted(), deadline)).toMatchObject({ reason: 'taken' })
    },
  )
})

describe('an advance', () => {
  it('keeps what it does not name and clears what it names null', async () => {
    const first = await booked()
    const sent = await claims.advance(
      { ...key(first), state: 'inserting', eventId: 'e1', absent: { since: 1, reads: 1 } },
      deadline,
    )
    expect(sent).toMatchObject({ booking: { eventId: 'e1', leaseUntil: first.leaseUntil } })
    const done = await claims.advance(
      { ...key(first), version: 2, state: 'booked', leaseUntil: null, absent: null },
      deadline,
    )
    if (!done.ok) throw new Error(done.reason)
    expect(done.booking).toMatchObject({ eventId: 'e1', version: 3 })
    expect(done.booking).not.toHaveProperty('leaseUntil')
    expect(done.booking).not.toHaveProperty('absent')
  })

  it('from a version somebody has moved on changes nothing and shows the row', async () => {
    const first = await booked()
    await claims.advance({ ...key(first), state: 'inserting' }, deadline)
    expect(await claims.advance({ ...key(first), state: 'released' }, deadline)).toMatchObject({
      ok: false,
      reason: 'stale',
      booking: { state: 'inserting', version: 2 },
    })
    const nobody = { id: randomUUID(), clientId: 'client-1', version: 1 }
    expect(await claims.advance({ ...nobody, state: 'booked' }, deadline)).toMatchObject({
      reason: 'missing',
    })
  })

  it('remembers each request’s own answer', async () => {
    const first = await booked({ requestKey: 'tool-1' })
    const answer = { outcome: 'booked', message: 'Done' } as BookAnswer
    await claims.advance(
      { ...key(first), state: 'booked', answer: { requestKey: 'tool-1', answer } },
      deadline,
    )
    const found = await claims.find({ clientId: 'client-1', requestKey: 'tool-1' }, deadline)
    expect(found?.answers).toEqual({ 'tool-1': answer })
  })

  it('with a slot read from Google is never refused; an overlap is marked', async () => {
    await booked({ slot: slot(17) })
    const first = await booked()
    expect(
      await claims.advance({ ...key(first), state: 'booked', slot: slot(17) }, deadline),
    ).toMatchObject({ ok: true, booking: { conflict: true, slot: slot(17) } })
    expect(
      await claims.advance(
        { ...key(first), version: 2, state: 'booked', slot: slot(19) },
        deadline,
      ),
    ).toMatchObject({ ok: true, booking: { conflict: false } })
  })
})

describe('a move', () => {
  const going = (booking: Booking, to = slot(16)) => ({
    id: booking.id,
    clientId: booking.clientId,
    version: booking.version,
    requestKey: 'tool-2',
    slot: to,
    from: booking.slot,
    guards: true,
    wish,
    eventId: 'e1',
    attempt: 1,
    leaseUntil: at(10),
    rules: noRules,
  })

  it('guards both its times until it has arrived', async () => {
    const first = await booked({ requestKey: 'tool-1' })
    const result = await claims.move(going(first), deadline)
    expect(result).toMatchObject({ ok: true, booking: { state: 'inserting', from: first.slot } })
    expect(await claims.claim(wanted(), deadline)).toMatchObject({ reason: 'taken' })
    expect(await claims.claim(wanted({ slot: slot(16) }), deadline)).toMatchObject({
      reason: 'taken',
    })
    await claims.advance({ ...key(first), version: 2, state: 'booked', from: null }, deadline)
    expect(await claims.claim(wanted(), deadline)).toMatchObject({ ok: true })
  })

  it('by half its length is not in its own way', async () => {
    const first = await booked()
    const half = { start: at(15, 15), end: at(15, 45) }
    expect(await claims.move(going(first, half), deadline)).toMatchObject({ ok: true })
  })

  it('into taken time leaves everything as it was', async () => {
    const other = await booked({ slot: slot(16) })
    const first = await booked({ requestKey: 'tool-1' })
    expect(await claims.move(going(first), deadline)).toMatchObject({
      reason: 'taken',
      by: [other],
    })
    expect(await claims.find({ clientId: 'client-1', requestKey: 'tool-1' }, deadline)).toEqual(
      first,
    )
  })

  it('is found by both its requests', async () => {
    const first = await booked({ requestKey: 'tool-1' })
    await claims.move(going(first), deadline)
    for (const requestKey of ['tool-1', 'tool-2']) {
      const found = await claims.find({ clientId: 'client-1', requestKey }, deadline)
      expect(found?.id).toBe(first.id)
    }
  })
})

describe('what else is asked of claims', () => {
  it('a request key wins over the call', async () => {
    const ofCall = await booked({ callId: 'call-1' })
    const ofKey = await booked({ requestKey: 'tool-9', slot: slot(18) })
    const query = { clientId: 'client-1', callId: 'call-1', requestKey: 'tool-9' }
    expect(await claims.find(query, deadline)).toEqual(ofKey)
    expect(await claims.find({ ...query, requestKey: 'unknown' }, deadline)).toEqual(ofCall)
    expect(await claims.find({ ...query, clientId: 'client-2' }, deadline)).toBeUndefined()
  })

  it('guarded time is what Google does not show', async () => {
    const first = await booked()
    const second = await booked({ slot: slot(17) })
    await claims.advance({ ...key(second), state: 'booked' }, deadline)
    const day = { start: at(0), end: at(24) }
    expect(await claims.guarded('client-1', day, deadline)).toEqual([first.slot])
    expect(await claims.guarded('client-1', { start: at(16), end: at(24) }, deadline)).toEqual([])
  })

  it('what is due to be settled comes oldest lease first, and nothing that ended', async () => {
    const late = await booked({ leaseUntil: at(10) })
    const early = await booked({ leaseUntil: at(9, 30), slot: slot(17) })
    const done = await booked({ leaseUntil: at(9, 30), slot: slot(19) })
    await claims.advance({ ...key(done), state: 'booked' }, deadline)
    expect(await claims.due(at(9, 29), 10, deadline)).toEqual([])
    expect(await claims.due(at(11), 10, deadline)).toEqual([early, late])
    expect(await claims.due(at(11), 1, deadline)).toEqual([early])
  })

  it('a row from elsewhere is taken over when it is newer, never when older', async () => {
    const first = await booked()
    await claims.adopt({ ...first, version: 3, state: 'booked' })
    await claims.adopt({ ...first, version: 2, state: 'released' })
    const found = await claims.find(
      { clientId: 'client-1', requestKey: first.requestKey },
      deadline,
    )
    expect(found).toMatchObject({ version: 3, state: 'booked' })
  })
})

function key({ id, clientId, version }: Booking) {
  return { id, clientId, version }
}
