import { expect, test } from 'vitest'
import { realBookings } from '../../../support/real-bookings.ts'
import { soon } from '../../../support/real-rows.ts'
import { claimFor, moveOf, ref, noon, hour, minute } from './claim-values.ts'

const real = realBookings()

test('of 64 who claim one slot at once exactly one gets it', async () => {
  const client = await real.addClient()
  const results = await Promise.all(
    Array.from({ length: 64 }, () => real.store.claim(claimFor(client, noon), soon())),
  )
  const refusals = results.filter((result) => !result.ok)
  expect(refusals).toHaveLength(63)
  expect(new Set(refusals.map((refusal) => refusal.reason))).toEqual(new Set(['taken']))
})

test('of 64 who claim unequal slots over one instant exactly one gets it, and none deadlocks', async () => {
  const client = await real.addClient()
  const claims = Array.from({ length: 64 }, (_, i) => {
    const slot = { start: noon - (i % 8) * 5 * minute, end: noon + (1 + (i % 9)) * 5 * minute }
    return claimFor(client, noon, { slot })
  })
  const results = await Promise.all(claims.map((claim) => real.store.claim(claim, soon())))
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  const rows = await real.query('select 1 from bookings where client_id = $1', [client])
  expect(rows).toHaveLength(1)
})

test('the same id again gives the row as it stands', async () => {
  const client = await real.addClient()
  const claim = claimFor(client, noon)
  const first = await real.claimed(claim)
  await real.store.advance({ ...ref(first), state: 'inserting', eventId: 'ev1' }, soon())
  const again = await real.claimed(claim)
  expect(again).toMatchObject({ id: first.id, state: 'inserting', version: 2, eventId: 'ev1' })
})

test('a request is known by its key', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon, { requestKey: 'r1' }))
  const byKey = await real.store.claim(claimFor(client, noon + hour, { requestKey: 'r1' }), soon())
  expect(byKey).toMatchObject({ ok: false, reason: 'known_request', booking: { id: first.id } })
})

test('a call has one current booking until it is released', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon, { callId: 'call-1' }))
  const second = claimFor(client, noon + hour, { callId: 'call-1' })
  expect(await real.store.claim(second, soon())).toMatchObject({ reason: 'call_has_booking' })
  await real.store.advance({ ...ref(first), state: 'released' }, soon())
  expect((await real.claimed(second)).callId).toBe('call-1')
})

test('a slot may touch another but its buffers may not', async () => {
  const client = await real.addClient()
  await real.claimed(claimFor(client, noon))
  const next = claimFor(client, noon + 30 * minute)
  const tight = { bufferBeforeMs: 5 * minute, bufferAfterMs: 0 }
  const refused = await real.store.claim({ ...next, rules: tight }, soon())
  expect(refused).toMatchObject({ ok: false, reason: 'taken', by: [{ slot: { start: noon } }] })
  expect((await real.store.claim(next, soon())).ok).toBe(true)
  const before = claimFor(client, noon - 30 * minute)
  const after = { bufferBeforeMs: 0, bufferAfterMs: minute }
  expect(await real.store.claim({ ...before, rules: after }, soon())).toMatchObject({
    reason: 'taken',
  })
})

test('a day takes as many as its cap, and a booking that moves within it does not count itself', async () => {
  const client = await real.addClient()
  const day = { start: noon - 12 * hour, end: noon + 12 * hour }
  const rules = { bufferBeforeMs: 0, bufferAfterMs: 0, cap: { max: 2, day } }
  const first = await real.claimed(claimFor(client, noon, { rules }))
  await real.claimed(claimFor(client, noon + hour, { rules }))
  const third = await real.store.claim(claimFor(client, noon + 2 * hour, { rules }), soon())
  expect(third).toMatchObject({ ok: false, reason: 'day_full', by: [{}, {}] })
  const moved = await real.store.move(moveOf(first, noon + 3 * hour, { rules }), soon())
  expect(moved.ok).toBe(true)
  const nextDay = claimFor(client, noon + 12 * hour, {
    rules: { ...rules, cap: { max: 2, day: { start: day.end, end: day.end + 24 * hour } } },
  })
  expect((await real.store.claim(nextDay, soon())).ok).toBe(true)
})

test('of 64 who claim free slots of a day with a cap of 5 exactly 5 get one', async () => {
  const client = await real.addClient()
  const day = { start: noon - 24 * hour, end: noon + 24 * hour }
  const rules = { bufferBeforeMs: 0, bufferAfterMs: 0, cap: { max: 5, day } }
  const results = await Promise.all(
    Array.from({ length: 64 }, (_, i) =>
      real.store.claim(claimFor(client, noon - 20 * hour + i * 30 * minute, { rules }), soon()),
    ),
  )
  expect(results.filter((result) => result.ok)).toHaveLength(5)
})

test('one client’s bookings are nothing to another', async () => {
  const [one, other] = [await real.addClient(), await real.addClient()]
  await real.claimed(claimFor(one, noon, { callId: 'same', requestKey: 'same' }))
  const claim = claimFor(other, noon, { callId: 'same', requestKey: 'same' })
  expect((await real.store.claim(claim, soon())).ok).toBe(true)
})

test('what guards nothing is never refused time and refuses nobody', async () => {
  const client = await real.addClient()
  await real.claimed(claimFor(client, noon))
  await real.claimed(claimFor(client, noon, { guards: false }))
  await real.claimed(claimFor(client, noon + hour, { guards: false }))
  await real.claimed(claimFor(client, noon + hour))
})

test('a hand-over keeps its time, a released booking does not', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  await real.store.advance({ ...ref(first), state: 'handed_over' }, soon())
  expect(await real.store.claim(claimFor(client, noon), soon())).toMatchObject({ reason: 'taken' })
  await real.store.advance({ ...ref(first), version: 2, state: 'released' }, soon())
  await real.claimed(claimFor(client, noon))
})
