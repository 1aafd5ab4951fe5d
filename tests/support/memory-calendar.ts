import type { Calendar, CalendarEvent, NewEvent } from '../../lib/calendar/calendar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Deadline } from '../../lib/deadline.ts'
import { VendorFailure, type FailureKind } from '../../lib/failure.ts'
import type { Interval } from '../../lib/interval.ts'

export type CalendarOperation = 'busy' | 'insert' | 'get' | 'patch'

/**
 * How a call goes wrong: refused with a kind of failure; never answered; answered `ms` later; done but
 * the answer lost; lost now and done `ms` later; a repeated id accepted once more.
 */
export type CalendarTrouble =
  | { kind: 'fail'; as: FailureKind; retryAfterMs?: number }
  | { kind: 'hang' | 'lost' | 'twice' }
  | { kind: 'slow' | 'late'; ms: number }

/** Trouble for the next `times` calls of an operation (once when absent; 0 is until healed). */
export type CalendarFault = { on: CalendarOperation | '*'; times?: number } & CalendarTrouble

/** A calendar in memory that fails as told and shows what it holds and was asked. */
export type MemoryCalendar = Calendar & {
  /** Every event ever accepted, deleted ones included; two may share an id after `twice`. */
  events: (CalendarEvent & Pick<NewEvent, 'summary' | 'description'>)[]
  /** Busy time of the broker's own. */
  others: Interval[]
  asked: CalendarOperation[]
  strike(fault: CalendarFault): void
  heal(): void
  standing(): CalendarEvent[]
}

export function memoryCalendar(clock: Clock): MemoryCalendar {
  let faults: CalendarFault[] = []
  const events: MemoryCalendar['events'] = []
  const others: Interval[] = []
  const asked: CalendarOperation[] = []

  function take(on: CalendarOperation): CalendarFault | undefined {
    asked.push(on)
    const fault = faults.find((f) => f.on === on || f.on === '*')
    if (!fault || fault.times === 0) return fault
    fault.times = (fault.times ?? 1) - 1
    if (fault.times === 0) faults = faults.filter((f) => f !== fault)
    return fault
  }

  async function call<T>(on: CalendarOperation, deadline: Deadline, effect: () => T): Promise<T> {
    if (deadline.signal.aborted) throw new VendorFailure('google', 'timeout')
    const fault = take(on)
    if (fault?.kind === 'fail') {
      throw new VendorFailure('google', fault.as, { retryAfterMs: fault.retryAfterMs })
    }
    if (fault?.kind === 'hang') return silence(deadline)
    if (fault?.kind === 'late') {
      clock.timer(fault.ms, () => quietly(effect))
      throw new VendorFailure('google', 'timeout')
    }
    if (fault?.kind === 'lost') {
      quietly(effect)
      throw new VendorFailure('google', 'unreachable')
    }
    if (fault?.kind === 'slow') {
      await clock.sleep(fault.ms, deadline.signal).catch(() => silence(deadline))
    }
    return effect()
  }

  let changes = 0
  const nextEtag = () => `"${++changes}"`
  const standing = () => events.filter((event) => event.status !== 'cancelled')
  const known = (id: string) => events.findLast((event) => event.id === id)

  return {
    events,
    others,
    asked,
    standing,
    strike: (fault) => void faults.push({ ...fault }),
    heal: () => void (faults = []),
    async busy(calendarIds, range, { deadline }) {
      return call('busy', deadline, () => {
        const inside = [...others, ...standing()].filter(
          ({ start, end }) => start < range.end && range.start < end,
        )
        const busy = inside.map(({ start, end }) => ({ start, end }))
        return new Map(calendarIds.map((id) => [id, busy]))
      })
    },
    async insert(_calendarId, event, { deadline }) {
      const accepts = faults.some((f) => f.kind === 'twice' && f.on === 'insert')
      return call('insert', deadline, () => {
        if (known(event.id) && !accepts) throw new VendorFailure('google', 'conflict')
        const { id, start, end, properties, summary, description } = event
        const created = { id, start, end, properties, summary, description, etag: nextEtag() }
        events.push({ ...created, status: 'confirmed' })
        return { ...created, status: 'confirmed' as const }
      })
    },
    async get(_calendarId, eventId, { deadline }) {
      return call('get', deadline, () => structuredClone(known(eventId)))
    },
    async patch(_calendarId, eventId, change, { deadline }) {
      return call('patch', deadline, () => {
        const event = known(eventId)
        if (!event) throw new VendorFailure('google', 'not_found')
        if (event.status === 'cancelled') throw new VendorFailure('google', 'gone')
        const { onlyIf, zone: _, ...rest } = change
        if (onlyIf && onlyIf !== event.etag) throw new VendorFailure('google', 'conflict')
        return structuredClone(Object.assign(event, rest, { etag: nextEtag() }))
      })
    },
  }
}

function silence(deadline: Deadline): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(new VendorFailure('google', 'timeout'))
    if (deadline.signal.aborted) give()
    else deadline.signal.addEventListener('abort', give, { once: true })
  })
}

function quietly(effect: () => unknown): void {
  try {
    effect()
  } catch {
    return
  }
}
