import type { Interval } from '../lib/interval.ts'
import type {
  Busy,
  DayWindows,
  Settings,
  SlotQuery,
  SlotRequest,
} from '../lib/availability/types.ts'
import type { SlotAnswer } from '../lib/availability/types.ts'
import { isoAt, isoUtc } from '../lib/timezones.ts'
import type { WallTime } from '../lib/timezones.ts'

type Windows = [string, string][]
type Span = { from: string; to: string }

/** A free-slot scenario as `npm run slots -- --jsonl` reads it, one JSON object a line. */
export type SlotCase = {
  id: string
  settings: {
    timeZone: string
    hours: Record<string, Windows>
    gridMinutes: number
    gridAnchor: 'clock' | 'open'
    breaks?: Windows
    closedDates?: string[]
    dateHours?: Record<string, Windows>
    minNoticeMinutes?: number
    maxDaysAhead?: number
    bufferBeforeMinutes?: number
    bufferAfterMinutes?: number
    maxPerDay?: number
  }
  now: string
  busy: (
    | { start: string; end: string; booking?: boolean; holdUntil?: string }
    | { startDate: string; endDate: string; booking?: boolean }
  )[]
  request:
    | null
    | { type: 'instant'; at: string }
    | { type: 'instant'; local: string; zone: string }
    | ({ type: 'window'; exclude?: Span[] } & Span)
    | { type: 'window'; localFrom: string; localTo: string; zone: string }
  meetingMinutes: number
  customerTimeZone: string
  range: Span
}

/** The query a scenario stands for. */
export function queryOf(scenario: SlotCase): SlotQuery {
  return {
    settings: settingsOfCase(scenario),
    now: Date.parse(scenario.now),
    busy: scenario.busy.map(busyOf),
    request: requestOf(scenario.request),
    meetingMinutes: scenario.meetingMinutes,
    range: spanOf(scenario.range),
  }
}

/** The line written for a scenario: instants in UTC, and the customer's wall clock at each slot. */
export function answerLine({ id, customerTimeZone }: SlotCase, answer: SlotAnswer) {
  return {
    id,
    available: answer.available,
    reason: answer.reason,
    ...(answer.at !== undefined && { at: isoUtc(answer.at) }),
    ...(answer.ambiguous.length > 0 && { ambiguous: answer.ambiguous.map(isoUtc) }),
    slots: answer.slots.map(isoUtc),
    customerLocal: answer.slots.map((at) =>
      isoAt(customerTimeZone, at).replace(/:\d\d([+-])/, '$1'),
    ),
  }
}

function settingsOfCase({ settings: given, meetingMinutes }: SlotCase): Settings {
  const day = (name: string) => windowsOf(given.hours[name] ?? [])
  return {
    zone: given.timeZone,
    week: [day('mon'), day('tue'), day('wed'), day('thu'), day('fri'), day('sat'), day('sun')],
    breaks: windowsOf(given.breaks ?? []),
    closedDates: new Set(given.closedDates),
    dateHours: new Map(Object.entries(given.dateHours ?? {}).map(([d, w]) => [d, windowsOf(w)])),
    minNoticeMinutes: given.minNoticeMinutes ?? 0,
    ...(given.maxDaysAhead !== undefined && { horizonDays: given.maxDaysAhead }),
    bufferBeforeMinutes: given.bufferBeforeMinutes ?? 0,
    bufferAfterMinutes: given.bufferAfterMinutes ?? 0,
    ...(given.maxPerDay !== undefined && { dailyCap: given.maxPerDay }),
    stepMinutes: given.gridMinutes,
    stepAnchor: given.gridAnchor,
    meetingMinutes: [meetingMinutes],
  }
}

function windowsOf(windows: Windows): DayWindows {
  return windows.map(([start, end]) => ({ start: minutesOf(start), end: minutesOf(end) }))
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  return hours * 60 + minutes
}

function spanOf({ from, to }: Span): Interval {
  return { start: Date.parse(from), end: Date.parse(to) }
}

function busyOf(item: SlotCase['busy'][number]): Busy {
  if ('startDate' in item) return item
  const { start, end, booking, holdUntil } = item
  return {
    start: Date.parse(start),
    end: Date.parse(end),
    ...(booking && { booking }),
    ...(holdUntil && { holdUntil: Date.parse(holdUntil) }),
  }
}

function requestOf(request: SlotCase['request']): SlotRequest {
  if (request === null) return null
  if ('at' in request) return { type: 'instant', at: Date.parse(request.at) }
  if ('local' in request)
    return { type: 'local', wall: wallTimeOf(request.local), zone: request.zone }
  if ('localFrom' in request)
    return {
      type: 'localWindow',
      from: wallTimeOf(request.localFrom),
      to: wallTimeOf(request.localTo),
      zone: request.zone,
    }
  return {
    type: 'window',
    from: Date.parse(request.from),
    to: Date.parse(request.to),
    exclude: (request.exclude ?? []).map(spanOf),
  }
}

function wallTimeOf(text: string): WallTime {
  const [year, month, day, hour, minute, second] = text.split(/\D/).map(Number)
  return {
    year: year as number,
    month: month as number,
    day: day as number,
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: second ?? 0,
  }
}
