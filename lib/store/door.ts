import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { PendingOperation, Queue } from './queue.ts'
import { isPassing, type Applied, type Remote } from './remote.ts'

/** The one door every write to Supabase goes through. */
export type Door = {
  /**
   * Resolves once the operation is in Supabase, or durably queued for it. Throws VendorFailure when
   * Supabase will never take it, or cannot now and there is no queue; QueueFull at the queue's bound.
   */
  write(operation: PendingOperation, deadline: Deadline): Promise<Applied | 'queued'>
}

/** What the door needs; without a queue (Functions) it only writes through. */
export type DoorParts = {
  remote: Remote
  queue?: Pick<Queue, 'pending'>
  clock: Clock
}

/** After a failure writes queue at once for this long: nobody waits twice on a dead dependency. */
const restMs = 30_000

/** A door that keeps each client's writes in their order, also past the queue. */
export function supabaseDoor({ remote, queue, clock }: DoorParts): Door {
  const last = new Map<string, Promise<unknown>>()
  let restUntil = 0

  const pass = async (operation: PendingOperation, deadline: Deadline) => {
    if (!queue) return remote.apply(operation, deadline)
    if (clock.now() < restUntil || queue.pending.hasFor(operation.clientId)) {
      queue.pending.add(operation)
      return 'queued' as const
    }
    try {
      return await remote.apply(operation, deadline)
    } catch (error) {
      if (!(error instanceof VendorFailure) || !isPassing(error.kind)) throw error
      restUntil = clock.now() + restMs
      queue.pending.add(operation)
      return 'queued' as const
    }
  }

  return {
    async write(operation, deadline) {
      const line = operation.clientId ?? ''
      const before = last.get(line)
      const mine = (before ?? Promise.resolve()).then(() => pass(operation, deadline))
      const settled = mine.catch(() => undefined)
      last.set(line, settled)
      void settled.then(() => {
        if (last.get(line) === settled) last.delete(line)
      })
      return mine
    },
  }
}
