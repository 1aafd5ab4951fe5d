import { expect, test } from 'vitest'
import { realBookings } from '../../../support/real-bookings.ts'
import { soon } from '../../../support/real-rows.ts'
import { claimFor, noon, minute } from './claim-values.ts'

const real = realBookings()

test('of 512 claims of overlapping unequal slots, 64 at a time, no two that overlap are granted and none fails', async () => {
  const client = await real.addClient()
  let granted = 0
  for (let wave = 0; wave < 8; wave++) {
    const claims = Array.from({ length: 64 }, (_, i) => {
      const start = noon + ((wave * 64 + i * 7) % 96) * 5 * minute
      const slot = { start, end: start + (2 + (i % 9)) * 5 * minute }
      return real.store.claim(claimFor(client, noon, { slot }), soon())
    })
    for (const result of await Promise.all(claims)) {
      granted += result.ok ? 1 : 0
      expect(result).toMatchObject(result.ok ? { ok: true } : { reason: 'taken' })
    }
  }
  const rows = await real.query(
    'select count(*)::int as granted from bookings where client_id = $1',
    [client],
  )
  expect(rows).toEqual([{ granted }])
  const overlapping = await real.query(
    'select 1 from bookings a join bookings b on a.client_id = b.client_id and a.id < b.id and a.span && b.span',
  )
  expect(overlapping).toEqual([])
})
