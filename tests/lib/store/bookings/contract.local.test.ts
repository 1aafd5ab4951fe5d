import { claimsContract } from '../../../support/claims-contract.ts'
import { realBookings } from '../../../support/real-bookings.ts'

const real = realBookings()

claimsContract('Postgres', async () => ({ claims: real.store, clientId: await real.addClient() }))
