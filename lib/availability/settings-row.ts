import * as v from 'valibot'
import { canonicalZone } from '../timezones.ts'
import { longestHorizonDays } from './day-limits.ts'

const timeMessage = 'must be a time of day to the minute, such as "09:00"'
const dateMessage = 'must be a date, such as "2026-12-25"'

/** `HH:MM`, or PostgreSQL's `HH:MM:SS` with no seconds; 24:00 is the day's end. Gives minutes after midnight. */
const TimeOfDay = v.pipe(
  v.string(timeMessage),
  v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)(:00(\.0+)?)?$/, timeMessage),
  v.transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))),
)

const Windows = v.pipe(
  v.array(
    v.strictTuple([TimeOfDay, TimeOfDay], 'must be a pair of times, such as ["09:00", "12:00"]'),
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

const Zone = v.pipe(
  v.string('must be a time zone, such as "America/Toronto"'),
  v.check((zone) => canonicalZone(zone) !== undefined, 'is not a known time zone'),
  v.transform((zone) => canonicalZone(zone) ?? zone),
)

const Lengths = v.pipe(
  v.array(whole(1, minutesADay), 'must be a list of minutes'),
  v.minLength(1, 'must name at least one length'),
)

const Country = v.pipe(
  v.string('must be a country code, such as "CA"'),
  v.regex(/^[A-Z]{2}$/, 'must be a country code, such as "CA"'),
)

const Day = v.optional(Windows, [])

const Week = v.strictObject(
  { mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day },
  'must give windows for mon, tue, wed, thu, fri, sat, sun',
)

/**
 * The scheduling columns of a `clients` row. A missing or null one means its default, together the owner's
 * behaviour. Unknown columns are ignored.
 */
export const SettingsRow = v.object({
  timezone: v.nullish(Zone, 'America/Toronto'),
  meeting_lengths: v.nullish(Lengths, [30]),
  business_hours_start: v.nullish(TimeOfDay, '09:00'),
  business_hours_end: v.nullish(TimeOfDay, '20:00'),
  weekly_hours: v.nullish(Week, null),
  working_days: v.nullish(
    v.array(whole(1, 7), 'must be a list of weekdays'),
    [1, 2, 3, 4, 5, 6, 7],
  ),
  breaks: v.nullish(Breaks, []),
  closed_dates: v.nullish(v.array(CalendarDate, 'must be a list of dates'), []),
  date_hours: v.nullish(v.record(CalendarDate, Windows, 'must give windows by date'), {}),
  buffer_before_minutes: v.nullish(whole(0, minutesADay), 0),
  buffer_after_minutes: v.nullish(whole(0, minutesADay), 0),
  min_notice_minutes: v.nullish(whole(0, 365 * minutesADay), 0),
  horizon_days: v.nullish(whole(0, longestHorizonDays), null),
  step_minutes: v.nullish(whole(1, minutesADay), 15),
  step_anchor: v.nullish(v.picklist(['clock', 'open'], 'must be "clock" or "open"'), 'clock'),
  daily_cap: v.nullish(whole(1, 1000), null),
  busy_calendars: v.nullish(v.array(v.string('must be a calendar id')), []),
  holiday_country: v.nullish(Country, null),
  holiday_region: v.nullish(v.string('must be a region code, such as "ON"'), null),
})
