import { offsetAt } from '../../timezones.ts'

/** A region's clock: its zone in Canada, in the United States, and every zone that keeps it. */
export type Region = { canada: string; states: string; zones: readonly string[] }

const pacific: Region = {
  canada: 'America/Vancouver',
  states: 'America/Los_Angeles',
  zones: ['America/Vancouver', 'America/Los_Angeles', 'America/Tijuana'],
}
const mountain: Region = {
  canada: 'America/Edmonton',
  states: 'America/Denver',
  zones: [
    'America/Edmonton',
    'America/Denver',
    'America/Boise',
    'America/Yellowknife',
    'America/Phoenix',
  ],
}
const central: Region = {
  canada: 'America/Winnipeg',
  states: 'America/Chicago',
  zones: ['America/Winnipeg', 'America/Chicago', 'America/Regina', 'America/Menominee'],
}
const eastern: Region = {
  canada: 'America/Toronto',
  states: 'America/New_York',
  zones: [
    'America/Toronto',
    'America/New_York',
    'America/Detroit',
    'America/Montreal',
    'America/Iqaluit',
  ],
}
const atlantic: Region = {
  canada: 'America/Halifax',
  states: 'America/Halifax',
  zones: ['America/Halifax', 'America/Moncton', 'America/Glace_Bay', 'America/Goose_Bay'],
}
const newfoundland: Region = {
  canada: 'America/St_Johns',
  states: 'America/St_Johns',
  zones: ['America/St_Johns'],
}

/** Regions by the word people say. */
export const regionsByWord: Record<string, Region> = {
  pacific,
  mountain,
  central,
  eastern,
  atlantic,
  newfoundland,
}

/** Abbreviations: a region's, loosely used in any season, or one zone's. */
export const abbreviations: Record<string, Region | string> = {
  pst: pacific,
  pdt: pacific,
  pt: pacific,
  mst: mountain,
  mdt: mountain,
  mt: mountain,
  cst: central,
  cdt: central,
  ct: central,
  est: eastern,
  edt: eastern,
  et: eastern,
  ast: atlantic,
  adt: atlantic,
  nst: newfoundland,
  ndt: newfoundland,
  akst: 'America/Anchorage',
  akdt: 'America/Anchorage',
  hst: 'Pacific/Honolulu',
  utc: 'UTC',
  gmt: 'UTC',
  zulu: 'UTC',
  bst: 'Europe/London',
  cet: 'Europe/Paris',
  cest: 'Europe/Paris',
  ist: 'Asia/Kolkata',
  jst: 'Asia/Tokyo',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
}

/** The United States' zones among the Americas'; the rest of North America counts as Canada's side. */
const states =
  /^(America\/(New_York|Detroit|Chicago|Denver|Los_Angeles|Phoenix|Boise|Anchorage|Juneau|Menominee|Indiana|Kentucky|North_Dakota|Puerto_Rico)|Pacific\/Honolulu|US\/)/

/** Whose conventions a zone follows. */
export function countryOf(zone: string): 'CA' | 'US' {
  return states.test(zone) ? 'US' : 'CA'
}

/**
 * The zone a region's name means to this client: their own when it keeps that clock, else their country's.
 * From November 2026 Pacific, Mountain and Central name two clocks each in winter.
 */
export function zoneOfRegion(region: Region, clientZone: string): string {
  if (region.zones.includes(clientZone)) return clientZone
  return countryOf(clientZone) === 'US' ? region.states : region.canada
}

/** "Pacific Standard Time" is the clock that does stand still in winter, where one of the two does. */
export function standardZoneOf(region: Region, clientZone: string, at: number): string {
  const usual = zoneOfRegion(region, clientZone)
  const january = Date.UTC(new Date(at).getUTCFullYear(), 0, 1)
  const standard = offsetAt(region.states, january)
  return offsetAt(usual, at) !== standard && offsetAt(region.states, at) === standard
    ? region.states
    : usual
}
