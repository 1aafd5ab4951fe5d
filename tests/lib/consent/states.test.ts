import { clientId, memoryStates } from './consent-world.ts'
import { statesContract } from './states-contract.ts'

statesContract(() => ({ states: memoryStates().states, clientId }))
