import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Pending, Queue, QueuedOperation } from './queue.ts'
import { isPassing, type Remote } from './remote.ts'

/** What a replay needs. */
export type ReplayParts = {
  queue: Pick<Queue, 'pending' | 'lease' | 'release'>
  remote: Remote
  clock: Clock
  /** This process, told apart from one that overlaps it. */
  holder: string
  /** A booking was kept beside one it overlaps. Must be durable, and harmless when told twice. */
  onConflict: (operation: QueuedOperation) => Promise<void>
}

/** What a replay did. `busy`: another process was at it. `stopped`: Supabase failed, or the time was up. */
export type ReplayReport = {
  busy: boolean
  stopped: boolean
  written: number
  stale: number
  conflicts: number
  poisoned: number
}

const leaseMs = 60_000
const clientsAtOnce = 4
const perClient = 100

/**
 * Brings what waits to Supabase: in order within each client, several clients at once, under a lease.
 * An operation is cleared only after Supabase has it: a crash repeats some, which changes nothing there.
 */
export async function replay(parts: ReplayParts, deadline: Deadline): Promise<ReplayReport> {
  const { queue, clock, holder } = parts
  const report = { busy: false, stopped: false, written: 0, stale: 0, conflicts: 0, poisoned: 0 }
  const renew = () => queue.lease('replay', holder, clock.now(), clock.now() + leaseMs)
  while (!report.stopped) {
    if (deadline.remaining() === 0) report.stopped = true
    const batch = report.stopped ? [] : queue.pending.next(clientsAtOnce, perClient)
    if (batch.length === 0) break
    if (!renew()) return { ...report, busy: true }
    const lines = Map.groupBy(batch, (operation) => operation.clientId ?? '')
    await Promise.all([...lines.values()].map((line) => replayLine(parts, line, report, deadline)))
  }
  queue.release('replay', holder)
  return report
}

/** One client's operations. What arrived is cleared in one write at the end, for each costs a disk sync. */
async function replayLine(
  parts: ReplayParts,
  line: QueuedOperation[],
  report: ReplayReport,
  deadline: Deadline,
): Promise<void> {
  const arrived: number[] = []
  try {
    for (const operation of line) {
      if (deadline.remaining() === 0) report.stopped = true
      if (report.stopped) return
      if (await replayOne(parts, operation, report, deadline)) arrived.push(operation.id)
    }
  } finally {
    if (arrived.length > 0) parts.queue.pending.clear(arrived)
  }
}

/** True when Supabase has the operation. */
async function replayOne(
  parts: ReplayParts,
  operation: QueuedOperation,
  report: ReplayReport,
  deadline: Deadline,
): Promise<boolean> {
  try {
    const applied = await parts.remote.apply(operation, deadline)
    if (applied === 'conflict') await parts.onConflict(operation)
    report[counters[applied]]++
    return true
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    setBack(parts.queue.pending, operation, error, report)
    return false
  }
}

const counters = { written: 'written', stale: 'stale', conflict: 'conflicts' } as const

function setBack(
  pending: Pending,
  { id }: QueuedOperation,
  failure: VendorFailure,
  report: ReplayReport,
): void {
  if (isPassing(failure.kind)) {
    pending.failed(id)
    report.stopped = true
  } else {
    pending.poison(id, failure.code ?? failure.kind)
    report.poisoned++
  }
}
