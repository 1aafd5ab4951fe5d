import { afterAll, beforeAll } from 'vitest'
import { claimsContract } from '../../../support/claims-contract.ts'
import { realBookings, type RealBookings } from './real-bookings.ts'

let real: RealBookings
beforeAll(async () => {
  real = await realBookings()
})
afterAll(() => real.stop())

claimsContract('Postgres', async () => ({ claims: real.store, clientId: await real.addClient() }))
