import type { Booking } from '../booking/booking.ts'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { Alerts } from '../messages/alerts.ts'
import { bookingContent } from '../messages/content.ts'
import type { Queue, QueuedOperation } from './queue.ts'
import type { Remote } from './remote.ts'
import { replay, type ReplayReport } from './replay.ts'
import { watchQueue } from './watch-queue.ts'
import { watchSupabase } from './watch-supabase.ts'

/** What a round over the queue needs. `holder` names this process. */
export type QueueRoundParts = {
  queue: Queue
  remote: Remote
  alerts: Alerts
  clock: Clock
  holder: string
}

/** What a round did. */
export type QueueReport = { isSupabaseUp: boolean; replay?: ReplayReport }

/**
 * One round over the queue: checks whether Supabase answers, brings over what waits when it does, and
 * alerts the operator of outages, refused writes and a full disk.
 */
export async function queueRound(parts: QueueRoundParts, deadline: Deadline): Promise<QueueReport> {
  const { queue, alerts, clock } = parts
  const isSupabaseUp = await watchSupabase(parts, deadline)
  const onConflict = (operation: QueuedOperation) => tellConflict(parts, operation)
  const replayed = isSupabaseUp ? { replay: await replay({ ...parts, onConflict }, deadline) } : {}
  await watchQueue({ queue, alerts, clock })
  return { isSupabaseUp, ...replayed }
}

/** The broker hears once of a booking that was kept beside one it overlaps, unless it has moved on since. */
async function tellConflict(
  { queue, clock }: QueueRoundParts,
  { payload }: QueuedOperation,
): Promise<void> {
  // Only bookings collide, and they are queued whole.
  const { id, clientId, version, slot, wish } = payload as Booking
  const now = await queue.claims.get(id)
  if (now && now.version > version) return
  await queue.outbox.add({
    id: `conflict:${id}`,
    clientId,
    bookingId: id,
    content: bookingContent('conflict', slot, wish),
    createdAt: clock.now(),
  })
}
