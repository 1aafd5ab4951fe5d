import type { Booking } from '../../../lib/booking/booking.ts'
import type { Claims } from '../../../lib/booking/ports.ts'
import type { TurnedClock } from '../../../lib/clock.ts'
import { deadlineIn, type Deadline } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import type { PendingOperation } from '../../../lib/store/queue.ts'
import type { Applied, Remote } from '../../../lib/store/remote.ts'
import { circuit } from '../../../lib/store/supabase-circuit.ts'
import { memoryClaims } from '../memory-claims.ts'
import { withCalls } from '../mortal.ts'
import type { Happened } from './record.ts'

/** What Supabase does from now on (a full disk makes it read-only); after `skip` calls it fails so many `times`, the others last until told otherwise. */
export type SupabaseState =
  | { kind: 'works' | 'away' | 'hangs' | 'read-only' }
  | { kind: 'slow'; ms: number }
  | { kind: 'lost' | 'fails'; skip: number; times: number }

const writes = new Set(['claim', 'move', 'advance', 'add', 'save', 'fold'])
/** How long a call of the outbox or the failure log may take where they are in Supabase. */
const callMs = 5000

/** A small Supabase that all processes share: bookings, the failure log, and whatever else is reached through it. */
export function troubledSupabase({
  clock,
  record,
  holdsMessages,
}: {
  clock: TurnedClock
  record: Happened
  holdsMessages: boolean
}) {
  const store = memoryClaims()
  const failures = new Map<string, Record<string, unknown>>()
  const state: { now: SupabaseState } = { now: { kind: 'works' } }

  /** The trouble of this call. */
  function due(): SupabaseState {
    const { now } = state
    if (!('times' in now)) return now
    if (now.skip > 0) {
      now.skip--
      return { kind: 'works' }
    }
    now.times--
    if (now.times === 0) state.now = { kind: 'works' }
    return now
  }

  /** Does something over there, with the trouble that is due. */
  async function over<T>(
    deadline: Deadline,
    effect: () => T | Promise<T>,
    isWrite: boolean,
  ): Promise<T> {
    const now = due()
    if (deadline.signal.aborted) throw failed('timeout', false)
    if (now.kind === 'away') throw failed('unreachable', false)
    if (now.kind === 'hangs') return silence(deadline)
    const isRefused = now.kind === 'fails' || (now.kind === 'read-only' && isWrite)
    if (isRefused) throw failed('server', false)
    const answer = await effect()
    if (now.kind === 'lost') throw failed('timeout', true)
    if (now.kind !== 'slow') return answer
    await clock.sleep(now.ms, deadline.signal).catch(() => {
      throw failed('timeout', true)
    })
    return answer
  }

  function failed(kind: 'unreachable' | 'timeout' | 'server', mayHaveHappened: boolean) {
    if (holdsMessages) record.interruptions.push({ order: record.next() })
    return new VendorFailure('supabase', kind, { mayHaveHappened })
  }

  function silence(deadline: Deadline): Promise<never> {
    return new Promise((_, reject) => {
      const give = () => reject(failed('timeout', true))
      deadline.signal.addEventListener('abort', give, { once: true })
    })
  }

  /** As adopt_booking does. */
  async function adopt(booking: Booking): Promise<Applied> {
    const ours = await store.get(booking.id)
    if (ours && ours.version >= booking.version) {
      return ours.version > booking.version ? 'stale' : 'written'
    }
    const collides = store.rows().some((other) => isInTheWay(other, booking))
    await store.adopt({ ...booking, conflict: booking.conflict || collides })
    return collides && !booking.conflict ? 'conflict' : 'written'
  }

  /** A write to the failure log. */
  function log({ operation, payload }: PendingOperation): Applied {
    const { id } = payload as { id: string }
    const there = failures.get(id)
    if (operation === 'update' && !there) return 'stale'
    if (operation === 'update') Object.assign(there ?? {}, payload)
    else if (!there) failures.set(id, { resolved: false, ...payload })
    return 'written'
  }

  /** One process's way there, with a circuit of its own. */
  function line() {
    const outage = circuit(clock)
    const ask = <T>(deadline: Deadline, effect: () => T | Promise<T>, isWrite: boolean) =>
      outage.pass(() => over(deadline, effect, isWrite))

    /** A port whose effects are over there; the last argument of a call may be its deadline, `until` that of all. */
    function through<Port extends object>(port: Port, until?: Deadline): Port {
      return withCalls(port, (call, args, name) => {
        const last = args.at(-1) as Partial<Deadline> | undefined
        const own = until?.within(callMs) ?? deadlineIn(clock, callMs)
        return ask(last?.signal ? (last as Deadline) : own, call, writes.has(name))
      })
    }

    const remote: Remote = {
      apply: (operation, deadline) =>
        ask(
          deadline,
          () =>
            operation.table === 'bookings' ? adopt(operation.payload as Booking) : log(operation),
          true,
        ),
      async ping(deadline) {
        const ping = { at: clock.now(), isUp: false }
        record.pings.push(ping)
        await ask(deadline, () => undefined, false)
        ping.isUp = true
      },
    }
    return { claims: through<Claims>(store), remote, through }
  }

  return { store, failures, state, line, log }
}

/** One process's way to Supabase. */
export type Line = ReturnType<ReturnType<typeof troubledSupabase>['line']>

function isInTheWay(other: Booking, booking: Booking): boolean {
  const isLive = ({ state, conflict }: Booking) => state !== 'released' && !conflict
  if (other.id === booking.id || booking.state === 'released' || !isLive(other)) return false
  const { slot } = booking
  const overlaps = other.slot.start < slot.end && slot.start < other.slot.end
  const isSame =
    (booking.callId !== undefined && other.callId === booking.callId) ||
    other.requestKey === booking.requestKey
  return isSame || (overlaps && other.guards && booking.guards)
}
