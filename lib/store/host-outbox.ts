import { perHost } from '../host.ts'
import type { Outbox } from '../messages/outbox.ts'

/** The process's outbox. */
export const hostOutbox = perHost((queue): Outbox => {
  if (!queue) throw new Error('no outbox without a queue yet')
  return queue.outbox
})
