import { randomUUID } from 'node:crypto'
import { claimsContract } from './claims-contract.ts'
import { memoryClaims } from './memory-claims.ts'

claimsContract('memory', async () => ({ claims: memoryClaims(), clientId: randomUUID() }))
