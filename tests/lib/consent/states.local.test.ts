import { beforeAll } from 'vitest'
import { oauthStates } from '../../../lib/store/oauth-states.ts'
import { realRows } from '../../support/real-rows.ts'
import { statesContract } from './states-contract.ts'

const real = realRows()
let clientId: string
beforeAll(async () => {
  clientId = await real.addClient()
})

statesContract(() => ({ states: oauthStates(real.db), clientId }))
