import type { Interval } from '../interval.ts'
import type { Booking } from './booking.ts'
import { isInFlight } from './in-flight.ts'
import type { Claims, LocalClaims } from './ports.ts'
import type { SharedSide } from './shared-side.ts'

/** What is asked of both places, and what is done with rows only Postgres knew. */
export type LocalFirstReadParts = {
  local: LocalClaims
  shared: Claims
  side: SharedSide
  takeOver: (rows: readonly Booking[]) => Promise<void>
}

/** The questions to local-first claims: both places are asked, and what Postgres knows better is taken over. */
export function localFirstReads({
  local,
  shared,
  side: { heard, share },
  takeOver,
}: LocalFirstReadParts): Pick<Claims, 'find' | 'guarded' | 'booked' | 'due'> {
  return {
    async find(query, deadline) {
      const mine = await local.find(query, deadline)
      // One in flight may be another machine's, and be done by now.
      if ((mine && !isInFlight(mine)) || query.here) return mine
      const theirs = await heard(deadline, (short) => shared.find(query, short))
      if (!theirs) return mine
      await takeOver([theirs])
      return local.find(query, deadline)
    },
    async guarded(clientId, range, deadline) {
      const theirs = heard(deadline, (short) => shared.guarded(clientId, range, short))
      return joined(await local.guarded(clientId, range, deadline), (await theirs) ?? [])
    },
    async booked(clientId, range, deadline) {
      const theirs = heard(deadline, (short) => shared.booked(clientId, range, short))
      return joined(await local.booked(clientId, range, deadline), (await theirs) ?? [])
    },
    async due(now, limit, deadline) {
      const theirs = (await heard(deadline, (short) => shared.due(now, limit, short))) ?? []
      await takeOver(theirs)
      for (const { id, version } of theirs) {
        const mine = await local.get(id)
        // Done here by a process that died before it could tell Postgres.
        if (mine && mine.version > version) await share(mine, 'update', deadline)
      }
      return local.due(now, limit, deadline)
    },
  }
}

/** Ours, and those of theirs that we do not know. */
function joined(ours: Interval[], theirs: Interval[]): Interval[] {
  const isKnown = ({ start, end }: Interval) =>
    ours.some((span) => span.start === start && span.end === end)
  return [...ours, ...theirs.filter((span) => !isKnown(span))]
}
