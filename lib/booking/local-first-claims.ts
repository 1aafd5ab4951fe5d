import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { Door } from '../store/door.ts'
import type { Booking } from './booking.ts'
import { localFirstReads } from './local-first-reads.ts'
import type {
  Advance,
  AdvanceResult,
  ClaimResult,
  Claims,
  LocalClaims,
  Move,
  MoveResult,
  NewClaim,
} from './ports.ts'
import { sharedSide } from './shared-side.ts'

/** What local-first claims are made of. */
export type LocalFirstParts = {
  /** The queue beside the process: every write is durable here first. */
  local: LocalClaims
  /** Postgres, shared by all machines: its word counts when it can be heard. */
  shared: Claims
  /** Brings rows to Postgres, now or later; rows are taken over by version. */
  door: Door
  clock: Clock
}

/** Claims of the long-lived process: correct alone while Postgres is away, agreed with it while it is there. */
export function localFirstClaims({ local, shared, door, clock }: LocalFirstParts): Claims {
  const side = sharedSide({ door, clock })
  const { heard, share } = side

  async function takeOver(rows: readonly Booking[]): Promise<void> {
    for (const row of rows) await local.adopt(row)
  }

  async function claim(wanted: NewClaim, deadline: Deadline): Promise<ClaimResult> {
    const mine = await local.claim(wanted, deadline)
    if (!mine.ok || mine.booking.version > 1) return mine
    const release = () => local.advance(stepOf(mine.booking, 'released'), deadline)
    const theirs = await heard(deadline, (short) => shared.claim(wanted, short)).catch(
      async (error: unknown) => {
        await release()
        throw error
      },
    )
    if (!theirs) await share(mine.booking, 'insert', deadline)
    if (!theirs || theirs.ok) return mine
    await release()
    await takeOver('by' in theirs ? theirs.by : [theirs.booking])
    return theirs
  }

  async function move(wanted: Move, deadline: Deadline): Promise<MoveResult> {
    const before = await local.get(wanted.id)
    const mine = await local.move(wanted, deadline)
    if (!mine.ok || !before) return mine
    const theirs = await heard(deadline, (short) => shared.move(wanted, short))
    const next = mine.booking.version + 1
    if (theirs && 'by' in theirs) {
      await takeOver([...theirs.by, { ...before, version: next }])
      return theirs
    }
    if (isNewer(theirs, wanted.version)) {
      const { booking } = theirs
      return overtaken({ ...booking, version: Math.max(booking.version, next) })
    }
    if (!theirs?.ok) await share(mine.booking, 'update', deadline)
    return mine
  }

  /** Postgres first: a newer row there wins, and there is then nothing to undo beside the process. */
  async function advance(change: Advance, deadline: Deadline): Promise<AdvanceResult> {
    const theirs = await heard(deadline, (short) => shared.advance(change, short))
    if (isNewer(theirs, change.version)) return overtaken(theirs.booking)
    const mine = await local.advance(change, deadline, { queue: !theirs?.ok })
    if (mine.ok && theirs?.ok && !isSameWish(mine.booking, theirs.booking)) {
      return outvote(mine.booking)
    }
    return !mine.ok && mine.reason === 'missing' && theirs ? theirs : mine
  }

  /** Deaths between the two places left one version with two contents: this process served the call last. */
  async function outvote(mine: Booking): Promise<AdvanceResult> {
    const booking = { ...mine, version: mine.version + 1 }
    await local.adopt(booking, { queue: true })
    return { ok: true, booking }
  }

  /** Another machine wrote the row since. */
  async function overtaken(booking: Booking) {
    await takeOver([booking])
    return { ok: false, reason: 'stale', booking } as const
  }

  return {
    claim,
    move,
    advance,
    ...localFirstReads({ local, shared, side, takeOver }),
  }
}

/** True for a refusal because Postgres has a newer row than the one seen; an older one only lags behind the queue. */
function isNewer(
  result: MoveResult | AdvanceResult | undefined,
  version: number,
): result is { ok: false; reason: 'stale'; booking: Booking } {
  if (!result || result.ok || result.reason !== 'stale') return false
  return result.booking.version > version
}

function isSameWish(a: Booking, b: Booking): boolean {
  return a.requestKey === b.requestKey && a.slot.start === b.slot.start && a.eventId === b.eventId
}

function stepOf({ id, clientId, version }: Booking, state: Booking['state']) {
  return { id, clientId, version, state, leaseUntil: null }
}
