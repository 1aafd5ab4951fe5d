import { systemClock } from './clock.ts'
import type { Deadline } from './deadline.ts'
import { perHost } from './host.ts'
import { deliverMessages } from './messages/deliver.ts'
import type { DeliveryReport } from './messages/delivery.ts'
import { sharedDelivery } from './messages/shared-messages.ts'
import { hostRemote } from './store/host-door.ts'
import { replay, type ReplayReport } from './store/replay.ts'
import { randomUUID } from 'node:crypto'

/** What one round of background work did. */
export type CycleReport = { replay?: ReplayReport; messages: DeliveryReport }

/** One round of background work: brings what waits to Supabase, then works through the outbox. */
export const cycle = perHost((queue) => {
  const host = queue ? { queue } : {}
  const holder = randomUUID()
  return async (deadline: Deadline): Promise<CycleReport> => {
    const replayed = queue && {
      replay: await replay(
        { queue, remote: hostRemote(host), clock: systemClock, holder, onConflict: async () => {} },
        deadline,
      ),
    }
    return { ...replayed, messages: await deliverMessages(sharedDelivery(host), deadline) }
  }
})
