import { randomUUID } from 'node:crypto'
import { systemClock } from '../../../lib/clock.ts'
import { queueEpisodes } from '../../../lib/store/queue/episodes.ts'
import { outboxContract } from '../../support/outbox-contract.ts'
import { queueFile } from './queue-file.ts'

outboxContract('the queue file', async () => {
  const { queue } = queueFile(systemClock)
  return { outbox: queue.outbox, episodes: queueEpisodes(queue), clientId: randomUUID() }
})
