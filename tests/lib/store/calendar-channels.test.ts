import { randomUUID } from 'node:crypto'
import { memoryChannels } from '../calendar/memory-channels.ts'
import { channelsContract } from './channels-contract.ts'

channelsContract(async () => {
  const { store, clients } = memoryChannels()
  return {
    channels: store,
    async addClient(of) {
      const id = randomUUID()
      clients.set(id, of)
      return id
    },
  }
})
