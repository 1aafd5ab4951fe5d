import type { Interval } from '../interval.ts'
import type { WallTime } from '../timezones.ts'

/** Opening hours of one day: windows in minutes after midnight; an end at or before its start runs past midnight. */
export type DayWindows = { start: number; end: number }[]

/** A client's scheduling settings, validated. Minutes unless the name says otherwise. */
export type Settings = {
  /** IANA zone of the client. */
  zone: string
  /** Opening hours by weekday, Monday first; an empty list is closed. */
  week: readonly [
    DayWindows,
    DayWindows,
    DayWindows,
    DayWindows,
    DayWindows,
    DayWindows,
    DayWindows,
  ]
  /** Cut out of every day, by wall time. */
  breaks: DayWindows
  /** Dates (`2026-12-25`) with no opening hours. */
  closedDates: ReadonlySet<string>
  /** Dates with hours of their own. */
  dateHours: ReadonlyMap<string, DayWindows>
  minNoticeMinutes: number
  /** Client-local calendar dates ahead that may be offered; undefined: ten years. */
  horizonDays?: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Bookings whose start falls on one client-local date; undefined: no cap. */
  dailyCap?: number
  stepMinutes: number
  /** Where the step counts from: the clock's midnight, or the start of each open run. */
  stepAnchor: 'clock' | 'open'
  /** Lengths the client offers, the default first. */
  meetingMinutes: readonly number[]
}

/** Time that cannot be offered. A `booking` counts to the daily cap; a hold blocks only before `holdUntil`. */
export type Busy =
  | (Interval & { booking?: boolean; holdUntil?: number; startDate?: undefined })
  /** All day: client-local dates, end exclusive. */
  | { startDate: string; endDate: string; booking?: boolean; holdUntil?: undefined }

/** What is asked of the slots. Local forms are wall times in a zone that is not necessarily the client's. */
export type SlotRequest =
  | { type: 'instant'; at: number }
  | { type: 'local'; wall: WallTime; zone: string }
  | { type: 'window'; from: number; to: number; exclude?: Interval[] }
  | { type: 'localWindow'; from: WallTime; to: WallTime; zone: string }
  | null

/** Everything slot finding depends on. Pure: no clock, no I/O. */
export type SlotQuery = {
  settings: Settings
  /** Epoch ms. */
  now: number
  busy: readonly Busy[]
  request: SlotRequest
  meetingMinutes: number
  /** Slots are looked for inside this span only. */
  range: Interval
}

/** Why an instant is or is not free, first that applies; a window is `free` or `none`. */
export type SlotReason =
  | 'nonexistent'
  | 'past'
  | 'too_soon'
  | 'too_far'
  | 'closed'
  | 'day_full'
  | 'busy'
  | 'off_grid'
  | 'free'
  | 'none'

/** The exact answer. */
export type SlotAnswer = {
  available: boolean
  reason: SlotReason
  /** The instant asked for (the earlier of two on a repeated hour), epoch ms. */
  at?: number
  /** Both instants of a repeated hour. */
  ambiguous: number[]
  /** Starts of every free slot (inside the window for a window request), ascending, epoch ms. */
  slots: number[]
}

/** A slot we say aloud. Epoch ms. */
export type Offer = Interval
