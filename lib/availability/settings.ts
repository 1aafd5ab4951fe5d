import * as v from 'valibot'
import { SettingsRow } from './settings-row.ts'
import type { DayWindows, Settings } from './types.ts'

/** A `clients` row holds a setting that cannot be used. The message names each field and what it must be. */
export class SettingsError extends Error {
  override name = 'SettingsError'
  /** The columns at fault, e.g. `weekly_hours.mon.0`. */
  readonly fields: readonly string[]
  constructor(problems: readonly { field: string; message: string }[]) {
    super(problems.map(({ field, message }) => `${field} ${message}`).join('; '))
    this.fields = problems.map(({ field }) => field)
  }
}

/** What a `clients` row says about scheduling. */
export type Scheduling = {
  settings: Settings
  /** Calendars besides the booking calendar whose busy time counts. */
  busyCalendars: string[]
  /** Public holidays to close on: ISO 3166-1 country and the region's code; absent: none. */
  holidays?: { country: string; region?: string }
}

/** As `schedulingOf`, the settings alone. */
export function settingsOf(row: Record<string, unknown>): Settings {
  return schedulingOf(row).settings
}

/**
 * Everything about scheduling in a `clients` row. A missing or null column means the owner's behaviour: every
 * day from 09:00 to 20:00, 30 minutes, offered every quarter of an hour, no buffers, notice, cap or horizon.
 * Throws SettingsError.
 */
export function schedulingOf(row: Record<string, unknown>): Scheduling {
  const parsed = v.safeParse(SettingsRow, row)
  if (!parsed.success) {
    throw new SettingsError(
      parsed.issues.map((issue) => ({
        field: v.getDotPath(issue) ?? 'settings',
        message: issue.message,
      })),
    )
  }
  const columns = parsed.output
  const { holiday_country: country, holiday_region: region } = columns
  return {
    settings: settingsFrom(columns),
    busyCalendars: columns.busy_calendars,
    ...(country !== null && { holidays: { country, ...(region !== null && { region }) } }),
  }
}

type Columns = v.InferOutput<typeof SettingsRow>

function settingsFrom(columns: Columns): Settings {
  return {
    zone: columns.timezone,
    week: weekOf(columns),
    breaks: columns.breaks,
    closedDates: new Set(columns.closed_dates),
    dateHours: new Map(Object.entries(columns.date_hours)),
    minNoticeMinutes: columns.min_notice_minutes,
    ...(columns.horizon_days !== null && { horizonDays: columns.horizon_days }),
    bufferBeforeMinutes: columns.buffer_before_minutes,
    bufferAfterMinutes: columns.buffer_after_minutes,
    ...(columns.daily_cap !== null && { dailyCap: columns.daily_cap }),
    stepMinutes: columns.step_minutes,
    stepAnchor: columns.step_anchor,
    meetingMinutes: [...new Set(columns.meeting_lengths)],
  }
}

/** Weekly hours where given, else business_hours_start–end; only working days are open. */
function weekOf(columns: Columns): Settings['week'] {
  const { weekly_hours, working_days, business_hours_start, business_hours_end } = columns
  const usual = [{ start: business_hours_start, end: business_hours_end }]
  const day = (name: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', iso: number) => {
    const windows: DayWindows = weekly_hours?.[name] ?? usual
    return working_days.includes(iso) ? windows : []
  }
  return [
    day('mon', 1),
    day('tue', 2),
    day('wed', 3),
    day('thu', 4),
    day('fri', 5),
    day('sat', 6),
    day('sun', 7),
  ]
}
