import { expect, test } from 'vitest'
import { realBookings } from '../../../support/real-bookings.ts'
import { soon } from '../../../support/real-rows.ts'
import { claimFor, moveOf, ref, noon, hour } from './claim-values.ts'

const real = realBookings()

test('time that Google does not show', async () => {
  const client = await real.addClient()
  const booked = await real.claimed(claimFor(client, noon))
  await real.store.advance({ ...ref(booked), state: 'booked' }, soon())
  const moving = await real.claimed(claimFor(client, noon + hour))
  await real.store.move(moveOf(moving, noon + 3 * hour), soon())
  await real.claimed(claimFor(client, noon + 9 * hour))
  const range = { start: noon, end: noon + 8 * hour }
  const guarded = await real.store.guarded(client, range, soon())
  expect(new Set(guarded.map(({ start }) => start))).toEqual(
    new Set([noon + hour, noon + 3 * hour]),
  )
})

test('rows whose lease has passed, oldest first', async () => {
  const client = await real.addClient()
  const late = await real.claimed(claimFor(client, noon, { leaseUntil: 2000 }))
  const early = await real.claimed(claimFor(client, noon + hour, { leaseUntil: 1000 }))
  const due = await real.store.due(2000, 10, soon())
  expect(due.map(({ id }) => id)).toEqual([early.id, late.id])
  expect((await real.store.due(2000, 1, soon())).map(({ id }) => id)).toEqual([early.id])
})

test('a row made elsewhere is taken over once, and marked where it collides', async () => {
  const client = await real.addClient()
  await real.claimed(claimFor(client, noon))
  const { rules: _, ...claim } = claimFor(client, noon)
  const elsewhere = {
    ...claim,
    state: 'booked',
    version: 3,
    attempt: 1,
    answers: {},
    conflict: false,
  } as const
  const first = await real.store.adopt(elsewhere, soon())
  expect(first).toEqual({ adopted: true, booking: { ...elsewhere, conflict: true } })
  expect((await real.store.adopt(elsewhere, soon())).adopted).toBe(false)
  const newer = { ...elsewhere, version: 5, state: 'released' } as const
  expect((await real.store.adopt(newer, soon())).booking).toMatchObject({
    state: 'released',
    version: 5,
  })
  expect((await real.store.adopt(elsewhere, soon())).booking.version).toBe(5)
})

test('customers’ data of old bookings goes, the booking stays', async () => {
  const client = await real.addClient()
  const first = await real.claimed(
    claimFor(client, noon, {
      wish: {
        zone: 'UTC',
        customer: { name: 'Ada', email: 'a@b.example' },
        notes: 'n',
        words: 'w',
      },
    }),
  )
  await real.store.erasePersonalData(noon, soon())
  expect(await real.store.find({ clientId: client, requestKey: first.requestKey }, soon())).toEqual(
    first,
  )
  await real.store.erasePersonalData(noon + hour, soon())
  const found = await real.store.find({ clientId: client, requestKey: first.requestKey }, soon())
  expect(found?.wish).toEqual({ zone: 'UTC', customer: { name: '' } })
  expect(found?.slot).toEqual(first.slot)
})
