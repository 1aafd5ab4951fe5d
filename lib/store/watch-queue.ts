import type { Clock } from '../clock.ts'
import type { Alerts } from '../messages/alerts.ts'
import type { Queue, QueueSize } from './queue.ts'

const leastFreeBytes = 200_000_000

/** True when the operator should make room: half the bound is used, or the disk is nearly full. */
function isShortOfRoom({ bytes, limitBytes, freeBytes }: QueueSize): boolean {
  return bytes > limitBytes / 2 || freeBytes < leastFreeBytes
}

/** Alerts when the queue runs out of room, and when operations were set aside. */
export async function watchQueue(parts: {
  queue: Pick<Queue, 'size' | 'pending'>
  alerts: Alerts
  clock: Clock
}): Promise<void> {
  const { queue, alerts, clock } = parts
  const size = queue.size()
  const since = clock.now()
  if (isShortOfRoom(size)) {
    const { bytes, limitBytes, freeBytes } = size
    await alerts.raise('queue_disk', { kind: 'queue_disk', since, bytes, limitBytes, freeBytes })
  } else {
    await alerts.end('queue_disk')
  }
  const [first] = queue.pending.unreported()
  if (first) {
    const reason = `${first.table} ${first.operation}: ${first.poisoned ?? ''}`
    await alerts.raise('poisoned', { kind: 'poisoned', since, count: size.poisoned, reason })
  } else if (size.poisoned === 0) {
    await alerts.end('poisoned')
  }
}
