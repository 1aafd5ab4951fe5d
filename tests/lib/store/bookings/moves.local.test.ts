import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { realBookings } from '../../../support/real-bookings.ts'
import { soon } from '../../../support/real-rows.ts'
import { claimFor, moveOf, ref, noon, hour, minute } from './claim-values.ts'

const real = realBookings()

test('guard both times until they have arrived, there and back', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  const moved = await real.store.move(moveOf(first, noon + 2 * hour), soon())
  if (!moved.ok) throw new Error(moved.reason)
  expect(moved.booking).toMatchObject({ state: 'inserting', from: first.slot, version: 2 })
  for (const start of [noon, noon + 2 * hour]) {
    expect(await real.store.claim(claimFor(client, start), soon())).toMatchObject({
      reason: 'taken',
    })
  }
  const arrived = await real.store.advance(
    { ...ref(moved.booking), state: 'booked', from: null },
    soon(),
  )
  if (!arrived.ok) throw new Error(arrived.reason)
  expect(arrived.booking.from).toBeUndefined()
  const back = await real.store.move(moveOf(arrived.booking, noon), soon())
  if (!back.ok) throw new Error(back.reason)
  const home = await real.store.advance(
    { ...ref(back.booking), state: 'booked', from: null },
    soon(),
  )
  expect(home).toMatchObject({ ok: true, booking: { slot: first.slot, state: 'booked' } })
  await real.claimed(claimFor(client, noon + 2 * hour))
})

test('may overlap their own former time', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  expect((await real.store.move(moveOf(first, noon + 15 * minute), soon())).ok).toBe(true)
})

test('are refused where another booking is, and leave the booking as it was', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  const other = await real.claimed(claimFor(client, noon + hour))
  const refused = await real.store.move(moveOf(first, noon + hour), soon())
  expect(refused).toMatchObject({ ok: false, reason: 'taken', by: [{ id: other.id }] })
  const asked = { clientId: client, requestKey: first.requestKey }
  expect(await real.store.find(asked, soon())).toEqual(first)
})

test('of 32 that swap two bookings at once none deadlocks and no two overlap', async () => {
  const client = await real.addClient()
  const rows = await Promise.all(
    Array.from({ length: 8 }, (_, i) => real.claimed(claimFor(client, noon + i * hour))),
  )
  const results = await Promise.all(
    Array.from({ length: 32 }, (_, i) => {
      const row = rows[i % 8]
      if (!row) throw new Error('no row')
      return real.store.move(moveOf(row, noon + ((i * 3) % 16) * 30 * minute), soon())
    }),
  )
  for (const result of results.filter((r) => !r.ok)) {
    expect(['taken', 'stale']).toContain(result.reason)
  }
  const overlapping = await real.query(
    'select 1 from bookings a join bookings b on a.client_id = b.client_id and a.id < b.id and a.span && b.span where a.client_id = $1',
    [client],
  )
  expect(overlapping).toEqual([])
})

test('know a stale version and a row that is not there', async () => {
  const client = await real.addClient()
  const first = await real.claimed(claimFor(client, noon))
  const stale = moveOf({ ...first, version: 7 }, noon + hour)
  expect(await real.store.move(stale, soon())).toMatchObject({ reason: 'stale', booking: first })
  const missing = moveOf({ ...first, id: randomUUID() }, noon + hour)
  expect(await real.store.move(missing, soon())).toEqual({ ok: false, reason: 'missing' })
})
