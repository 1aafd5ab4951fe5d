import type { Interval } from '../interval.ts'
import { wallAt } from '../timezones.ts'
import { dayMs } from './open-hours.ts'
import type { Settings } from './types.ts'

/** Whose public holidays: an ISO 3166-1 country, and the package's code of a province or state in it. */
export type HolidayPlace = { country: string; region?: string }

const known = new WeakMap<Settings, Map<string, Settings>>()

/**
 * The settings with the public holidays of `place` inside `span` (epoch ms) closed too; a date with hours of
 * its own stays open. The same object for the same year, so that hours are worked out once. Dates come from
 * the date-holidays package, which loads on first use (most of a second). Google's holiday calendars are
 * transparent and block nothing.
 */
export async function closedOnHolidays(
  settings: Settings,
  place: HolidayPlace | undefined,
  span: Interval,
): Promise<Settings> {
  if (!place) return settings
  const first = wallAt(settings.zone, span.start).year
  const last = wallAt(settings.zone, span.end).year
  const key = `${place.country}/${place.region ?? ''}/${first}-${last}`
  const found = known.get(settings)?.get(key)
  if (found) return found
  const dates: string[] = []
  for (let year = first; year <= last; year++) dates.push(...(await holidayDates(place, year)))
  const closing = dates.filter((date) => !settings.dateHours.has(date))
  const closed = { ...settings, closedDates: new Set([...settings.closedDates, ...closing]) }
  known.set(settings, (known.get(settings) ?? new Map<string, Settings>()).set(key, closed))
  return closed
}

const datesKnown = new Map<string, string[]>()

/** Dates (`2026-12-25`) of a year's public holidays; none for a place the package does not know. */
export async function holidayDates(place: HolidayPlace, year: number): Promise<string[]> {
  const key = `${place.country}/${place.region ?? ''}/${year}`
  const dates = datesKnown.get(key) ?? (await readDates(place, year))
  datesKnown.set(key, dates)
  return dates
}

async function readDates(place: HolidayPlace, year: number): Promise<string[]> {
  const { default: Holidays } = await import('date-holidays')
  const holidays = new Holidays(place.country, place.region ?? '')
  return holidays
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end }) => {
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs))
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
      return Array.from({ length: days }, (_, i) =>
        new Date(first + i * dayMs).toISOString().slice(0, 10),
      )
    })
}

/** True when public holidays of this place are known: for checking a setting before it is stored. */
export async function isHolidayPlace({ country, region }: HolidayPlace): Promise<boolean> {
  const { default: Holidays } = await import('date-holidays')
  const holidays = new Holidays()
  if (!Object.hasOwn(holidays.getCountries(), country)) return false
  return region === undefined || Object.hasOwn(holidays.getStates(country) ?? {}, region)
}
