import { randomUUID } from 'node:crypto'
import { systemClock } from '../../../lib/clock.ts'
import { claimsContract } from '../../support/claims-contract.ts'
import { queueFile } from './queue-file.ts'

claimsContract('SQLite', async () => ({
  claims: queueFile(systemClock).queue.claims,
  clientId: randomUUID(),
}))
