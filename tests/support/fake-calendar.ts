import type { Calendar, CalendarEvent, NewEvent } from '../../lib/calendar/calendar.ts'
import { VendorFailure, type FailureKind } from '../../lib/failure.ts'
import type { Interval } from '../../lib/interval.ts'

/** A working calendar in memory. */
export type FakeCalendar = Calendar & {
  /** Everything inserted, deleted events included. */
  events: Map<string, CalendarEvent & Pick<NewEvent, 'summary' | 'description'>>
  /** Time taken by something else. */
  taken: Interval[]
  /** When set, every call fails this way. */
  failing: FailureKind | undefined
  /** How often each method was called. */
  calls: Record<string, number>
}

export function fakeCalendar(taken: Interval[] = []): FakeCalendar {
  const calls: Record<string, number> = {}
  const enter = (method: string) => {
    calls[method] = (calls[method] ?? 0) + 1
    if (calendar.failing) throw new VendorFailure('google', calendar.failing)
  }
  const known = (id: string) => {
    const event = calendar.events.get(id)
    if (!event) throw new VendorFailure('google', 'not_found')
    return event
  }
  const calendar: FakeCalendar = {
    events: new Map(),
    taken,
    failing: undefined,
    calls,
    async busy(ids, range) {
      enter('busy')
      const held = [...calendar.events.values()].filter(({ status }) => status !== 'cancelled')
      const busy = [...calendar.taken, ...held]
        .filter(({ start, end }) => start < range.end && end > range.start)
        .map(({ start, end }) => ({ start, end }))
        .sort((a, b) => a.start - b.start)
      return new Map(ids.map((id) => [id, busy]))
    },
    async insert(_calendarId, event) {
      enter('insert')
      if (calendar.events.has(event.id)) throw new VendorFailure('google', 'conflict')
      const inserted = { ...event, status: 'confirmed' as const }
      calendar.events.set(event.id, inserted)
      return inserted
    },
    async get(_calendarId, id) {
      enter('get')
      return calendar.events.get(id)
    },
    async patch(_calendarId, id, change) {
      enter('patch')
      const changed = { ...known(id), ...change } as CalendarEvent &
        Pick<NewEvent, 'summary' | 'description'>
      calendar.events.set(id, changed)
      return changed
    },
    async remove(_calendarId, id) {
      enter('remove')
      const event = calendar.events.get(id)
      if (event) calendar.events.set(id, { ...event, status: 'cancelled' })
    },
  }
  return calendar
}
