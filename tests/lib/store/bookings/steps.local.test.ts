import { expect, test } from 'vitest'
import { realBookings } from '../../../support/real-bookings.ts'
import { soon } from '../../../support/real-rows.ts'
import { claimFor, ref, noon, hour } from './claim-values.ts'

const real = realBookings()

test('keep what they do not name and clear what is null', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  const step = {
    ...ref(first),
    state: 'unknown',
    eventId: 'ev1',
    absent: { since: 1, reads: 2 },
  } as const
  const unknown = await real.store.advance(step, soon())
  if (!unknown.ok) throw new Error(unknown.reason)
  expect(unknown.booking).toEqual({
    ...first,
    state: 'unknown',
    eventId: 'ev1',
    absent: { since: 1, reads: 2 },
    version: 2,
  })
  const next = {
    ...ref(unknown.booking),
    state: 'booked',
    leaseUntil: null,
    absent: null,
  } as const
  const booked = await real.store.advance(next, soon())
  const { leaseUntil: _, ...kept } = first
  expect(booked).toEqual({
    ok: true,
    booking: { ...kept, state: 'booked', eventId: 'ev1', version: 3 },
  })
})

test('are refused to whoever saw an older version', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  const results = await Promise.all(
    Array.from({ length: 16 }, () =>
      real.store.advance({ ...ref(first), state: 'booked' }, soon()),
    ),
  )
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(results.find((result) => !result.ok)).toMatchObject({
    reason: 'stale',
    booking: { version: 2 },
  })
})

test('remember each request’s answer', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  const answer = { outcome: 'booked', message: 'Set.' } as never
  await real.store.advance(
    { ...ref(first), state: 'booked', answer: { requestKey: 'r9', answer } },
    soon(),
  )
  const found = await real.store.find({ clientId: client, requestKey: 'r9' }, soon())
  expect(found).toMatchObject({ id: first.id, answers: { r9: answer } })
  const again = await real.store.claim(claimFor(client, noon + hour, { requestKey: 'r9' }), soon())
  expect(again).toMatchObject({ reason: 'known_request' })
})

test('take a slot read from Google as a fact and mark what it overlaps by it', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  await real.claimed(claimFor(client, noon + hour))
  const slot = { start: noon + hour, end: noon + 2 * hour }
  const moved = await real.store.advance({ ...ref(first), state: 'booked', slot }, soon())
  expect(moved).toMatchObject({ ok: true, booking: { slot, conflict: true } })
  if (!moved.ok) return
  const home = await real.store.advance(
    { ...ref(moved.booking), state: 'booked', slot: first.slot },
    soon(),
  )
  expect(home).toMatchObject({ ok: true, booking: { conflict: false } })
})
