import * as v from 'valibot'
import { canonicalZone } from '../timezones.ts'
import type { DayWindows } from './types.ts'

const timeMessage = 'must be a time of day to the minute, such as "09:00"'
const dateMessage = 'must be a date, such as "2026-12-25"'

/** `HH:MM`, or PostgreSQL's `HH:MM:SS` with no seconds; 24:00 is the day's end. Gives minutes after midnight. */
const TimeOfDay = v.pipe(
  v.string(timeMessage),
  v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)(:00(\.0+)?)?$/, timeMessage),
  v.transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))),
)

const Windows: v.GenericSchema<unknown, DayWindows> = v.pipe(
  v.array(
    v.tuple([TimeOfDay, TimeOfDay], 'must be a pair of times, such as ["09:00", "12:00"]'),
    'must be a list of pairs of times',
  ),
  v.transform((pairs) => pairs.map(([start, end]) => ({ start, end }))),
)

const Breaks = v.pipe(
  Windows,
  v.check((breaks) => breaks.every(({ start, end }) => start !== end), 'must not be empty'),
)

const CalendarDate = v.pipe(
  v.string(dateMessage),
  v.isoDate(dateMessage),
  v.check((date) => new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false, dateMessage),
)

function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  )
}

const minutesADay = 24 * 60

/** A missing or null column means its default, which is the owner's behaviour. */
function column<T>(schema: v.GenericSchema<unknown, T>, fallback: unknown) {
  return v.pipe(
    v.unknown(),
    v.transform((value) => value ?? fallback),
    schema,
  )
}

const Day = v.optional(Windows, [])

/** The scheduling columns of a `clients` row, each with its default. Unknown columns are ignored. */
export const SettingsRow = v.object({
  timezone: column(
    v.pipe(
      v.string('must be a time zone, such as "America/Toronto"'),
      v.check((zone) => canonicalZone(zone) !== undefined, 'is not a known time zone'),
      v.transform((zone) => canonicalZone(zone) ?? zone),
    ),
    'America/Toronto',
  ),
  meeting_lengths: column(
    v.pipe(
      v.array(whole(1, minutesADay), 'must be a list of minutes'),
      v.minLength(1, 'must name at least one length'),
    ),
    [30],
  ),
  business_hours_start: column(TimeOfDay, '09:00'),
  business_hours_end: column(TimeOfDay, '20:00'),
  weekly_hours: column(
    v.nullable(
      v.strictObject(
        { mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day },
        'must give lists of windows for mon, tue, wed, thu, fri, sat, sun',
      ),
    ),
    null,
  ),
  working_days: column(v.array(whole(1, 7), 'must be a list of weekdays'), [1, 2, 3, 4, 5, 6, 7]),
  breaks: column(Breaks, []),
  closed_dates: column(v.array(CalendarDate, 'must be a list of dates'), []),
  date_hours: column(v.record(CalendarDate, Windows, 'must give windows by date'), {}),
  buffer_before_minutes: column(whole(0, minutesADay), 0),
  buffer_after_minutes: column(whole(0, minutesADay), 0),
  min_notice_minutes: column(whole(0, 365 * minutesADay), 0),
  horizon_days: column(v.nullable(whole(0, 3650)), null),
  step_minutes: column(whole(1, minutesADay), 15),
  step_anchor: column(v.picklist(['clock', 'open'], 'must be "clock" or "open"'), 'clock'),
  daily_cap: column(v.nullable(whole(1, 1000)), null),
  busy_calendars: column(v.array(v.string(), 'must be a list of calendar ids'), []),
  holiday_country: column(
    v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be a two-letter country code'))),
    null,
  ),
  holiday_region: column(v.nullable(v.string('must be a region code, such as "ON"')), null),
})
