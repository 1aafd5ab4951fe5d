import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { inTime } from '../in-time.ts'
import type { Interval } from '../interval.ts'
import { meters } from '../metrics/meters.ts'
import type { BusyByCalendar, Calendar, CalendarCall } from './calendar.ts'

/** Busy time fetched before anybody asks, and shared by all who ask at once. */
export type KnownBusy = {
  /** The calendar, its busy time answered from what is known while that is fresh. Never for booking. */
  calendar: Calendar
  /** Fetches a client's busy time ahead of need. Throws VendorFailure. */
  prefetch(
    clientId: string,
    calendarIds: string[],
    range: Interval,
    deadline: Deadline,
  ): Promise<void>
  /** A booking was made, or a change noticed: what was known is no longer used. */
  forget(clientId: string): void
}

type Known = { calendarIds: string[]; range: Interval; at: number; busy: Promise<BusyByCalendar> }

const dayMs = 86_400_000
const mostClients = 5000

/** Remembers prefetched busy time for `freshMs`; requests under way are shared, whatever their range within whole days. */
export function knownBusy({
  calendar,
  clock,
  freshMs,
}: {
  calendar: Calendar
  clock: Clock
  freshMs: number
}): KnownBusy {
  const prefetched = new LRUCache<string, Known>({ max: mostClients })
  const underWay = new Map<string, Set<Known>>()

  function ask(calendarIds: string[], range: Interval, call: CalendarCall): Known {
    const whole = wholeDays(range)
    const known: Known = {
      calendarIds,
      range: whole,
      at: clock.now(),
      busy: calendar.busy(calendarIds, whole, call),
    }
    const flights = underWay.get(call.clientId) ?? new Set()
    underWay.set(call.clientId, flights.add(known))
    const landed = () => {
      flights.delete(known)
      // Forgotten meanwhile, the client may have others under way.
      const isCurrent = underWay.get(call.clientId) === flights
      if (flights.size === 0 && isCurrent) underWay.delete(call.clientId)
    }
    known.busy.then(landed, landed)
    return known
  }

  return {
    calendar: {
      ...calendar,
      busy(calendarIds, range, call) {
        const fresh = prefetched.get(call.clientId)
        const isFresh = fresh && clock.now() - fresh.at <= freshMs
        const candidates = [...(isFresh ? [fresh] : []), ...(underWay.get(call.clientId) ?? [])]
        const found = candidates.find((known) => covers(known, calendarIds, range))
        meters().looked('busy', found !== undefined)
        return found
          ? inTime('google', found.busy, call.deadline)
          : ask(calendarIds, range, call).busy
      },
    },
    async prefetch(clientId, calendarIds, range, deadline) {
      const known = ask(calendarIds, range, { clientId, deadline })
      prefetched.set(clientId, known)
      try {
        await known.busy
      } catch (error) {
        if (prefetched.get(clientId) === known) prefetched.delete(clientId)
        throw error
      }
    },
    forget(clientId) {
      prefetched.delete(clientId)
      underWay.delete(clientId)
    },
  }
}

function covers(known: Known, calendarIds: string[], range: Interval): boolean {
  const isInside = known.range.start <= range.start && known.range.end >= range.end
  return isInside && calendarIds.every((id) => known.calendarIds.includes(id))
}

/** Whole days of UTC around a range, so that requests a moment apart ask for the same. */
function wholeDays({ start, end }: Interval): Interval {
  return { start: Math.floor(start / dayMs) * dayMs, end: Math.ceil(end / dayMs) * dayMs }
}
