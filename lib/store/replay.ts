import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Queue, QueuedOperation } from './queue.ts'
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

/** A replay under way. */
type Run = { parts: ReplayParts; deadline: Deadline; report: ReplayReport; errors: unknown[] }

/** An error nobody foresaw is tried this often, before its operation is set aside. */
const mostAttempts = 5

/**
 * Brings what waits to Supabase: in order within each client, several clients at once, under a lease.
 * An operation is cleared only after Supabase has it: a crash repeats some, which changes nothing there.
 * An error nobody foresaw is thrown after its batch, and its operation set aside after five tries.
 */
export async function replay(parts: ReplayParts, deadline: Deadline): Promise<ReplayReport> {
  const { queue, clock, holder } = parts
  const report = { busy: false, stopped: false, written: 0, stale: 0, conflicts: 0, poisoned: 0 }
  const run: Run = { parts, deadline, report, errors: [] }
  const renew = () => queue.lease('replay', holder, clock.now(), clock.now() + leaseMs)
  while (!report.stopped && run.errors.length === 0) {
    if (deadline.remaining() === 0) report.stopped = true
    const batch = report.stopped ? [] : queue.pending.next(clientsAtOnce, perClient)
    if (batch.length === 0) break
    if (!renew()) return { ...report, busy: true }
    const lines = Map.groupBy(batch, (operation) => operation.clientId ?? '')
    await Promise.all([...lines.values()].map((line) => replayLine(run, line)))
  }
  queue.release('replay', holder)
  if (run.errors.length > 0) throw run.errors[0]
  return report
}

/** One client's operations. What arrived is cleared in one write at the end, for each costs a disk sync. */
async function replayLine(run: Run, line: QueuedOperation[]): Promise<void> {
  const { report, deadline } = run
  const arrived: number[] = []
  for (const operation of line) {
    if (deadline.remaining() === 0) report.stopped = true
    if (report.stopped) break
    const end = await replayOne(run, operation)
    if (end === 'arrived') arrived.push(operation.id)
    if (end === 'stuck') break
  }
  if (arrived.length > 0) run.parts.queue.pending.clear(arrived)
}

/** arrived: Supabase has it; set_aside: the next may go on; stuck: those behind it must wait. */
async function replayOne(
  { parts, deadline, report, errors }: Run,
  operation: QueuedOperation,
): Promise<'arrived' | 'set_aside' | 'stuck'> {
  const { pending } = parts.queue
  try {
    const applied = await parts.remote.apply(operation, deadline)
    if (applied === 'conflict') await parts.onConflict(operation)
    report[counters[applied]]++
    return 'arrived'
  } catch (error) {
    const isForeseen = error instanceof VendorFailure
    if (!isForeseen) errors.push(error)
    const mayPass = isForeseen ? isPassing(error.kind) : operation.attempts < mostAttempts - 1
    if (mayPass) {
      pending.failed(operation.id)
      report.stopped ||= isForeseen
      return 'stuck'
    }
    pending.poison(operation.id, isForeseen ? (error.code ?? error.kind) : 'unexpected error')
    report.poisoned++
    return 'set_aside'
  }
}

const counters = { written: 'written', stale: 'stale', conflict: 'conflicts' } as const
