// Zone rules come from the IANA data package, not from the runtime: a runtime's own copy lags new
// laws (docs/decisions.md, "Zone data"). Pure: no clock, no environment, no I/O.
import packed from 'moment-timezone/data/packed/latest.json' with { type: 'json' }

/** A wall clock reading without a zone. `month` 1-12, `hour` 0-23; seconds are whole. */
export type WallTime = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** A zone's rules: offset i (ms east of UTC) holds until `untils[i]` (epoch ms, exclusive). */
export type ZoneRules = { name: string; untils: Float64Array; offsets: Float64Array }

/** Version of the IANA data in use, e.g. `2026f`. */
export const zoneDataVersion: string = packed.version

const minuteMs = 60_000
const dayMs = 86_400_000
const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX'

const sources = new Map<string, string>()
const names = new Map<string, string>()
for (const zone of packed.zones) {
  const name = zone.slice(0, zone.indexOf('|'))
  sources.set(name, zone)
  names.set(name.toLowerCase(), name)
}
for (const link of packed.links) {
  const [canonical, alias] = link.split('|') as [string, string]
  sources.set(alias, sources.get(canonical) ?? '')
  names.set(alias.toLowerCase(), alias)
}
const loaded = new Map<string, ZoneRules>()

/** The zone's name in IANA spelling, whatever the case given; undefined when there is no such zone. */
export function canonicalZone(name: string): string | undefined {
  return names.get(name.toLowerCase())
}

/** The rules of a zone, unpacked once and kept. Throws RangeError on an unknown zone. */
export function zoneRules(zone: string): ZoneRules {
  const known = loaded.get(zone)
  if (known) return known
  const name = canonicalZone(zone)
  if (!name) throw new RangeError(`Unknown time zone: ${zone}`)
  const rules = unpack(name, sources.get(name) ?? '')
  loaded.set(zone, rules)
  return rules
}

/** Milliseconds east of UTC in `zone` at `at` (epoch ms). */
export function offsetAt(zone: string, at: number): number {
  const { untils, offsets } = zoneRules(zone)
  return offsets[periodAt(untils, at)] as number
}

/** What a clock on the wall in `zone` reads at `at` (epoch ms). */
export function wallAt(zone: string, at: number): WallTime {
  return wallOf(at + offsetAt(zone, at))
}

/**
 * The instants (epoch ms, ascending) at which a clock in `zone` reads `wall`:
 * none inside a spring gap, two inside an autumn overlap, else one.
 */
export function instantsAt(zone: string, wall: WallTime): number[] {
  return instantsAtNaive(zone, naiveMs(wall))
}

/** As `instantsAt`, for a wall time given as `naiveMs`. */
export function instantsAtNaive(zone: string, naive: number): number[] {
  const { untils, offsets } = zoneRules(zone)
  const first = periodAt(untils, naive - dayMs)
  const last = periodAt(untils, naive + dayMs)
  const found: number[] = []
  for (let i = first; i <= last; i++) {
    const at = naive - (offsets[i] as number)
    const from = i === 0 ? -Infinity : (untils[i - 1] as number)
    if (at >= from && at < (untils[i] as number)) found.push(at)
  }
  return found
}

/** The first instant (epoch ms) of a calendar date in `zone`: midnight, or the gap's end when a gap swallows it. */
export function startOfDay(zone: string, year: number, month: number, day: number): number {
  const naive = Date.UTC(year, month - 1, day)
  const at = instantsAtNaive(zone, naive)[0]
  if (at !== undefined) return at
  const { untils } = zoneRules(zone)
  return untils[periodAt(untils, naive - dayMs)] as number
}

/** A wall time as milliseconds since 1970-01-01T00:00 of the same (zoneless) wall clock. Out-of-range parts carry over. */
export function naiveMs(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)
}

/** The wall time behind `naiveMs`. */
function wallOf(naive: number): WallTime {
  const d = new Date(naive)
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
  }
}

/** ISO 8601 with the zone's offset, to the second: `2026-11-24T15:00:00-05:00`. */
export function isoAt(zone: string, at: number): string {
  const offset = offsetAt(zone, at)
  const local = new Date(at + offset).toISOString().slice(0, 19)
  const minutes = Math.abs(Math.trunc(offset / minuteMs))
  const hh = String(Math.trunc(minutes / 60)).padStart(2, '0')
  const mm = String(minutes % 60).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${hh}:${mm}`
}

/** ISO 8601 in UTC: `2026-11-24T20:00:00.000Z`. */
export function isoUtc(at: number): string {
  return new Date(at).toISOString()
}

/** Index of the period of `untils` that holds `at`: the first whose `until` lies beyond it. */
export function periodAt(untils: Float64Array, at: number): number {
  let low = 0
  let high = untils.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (at < (untils[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}

/** moment-timezone's packed format: name|abbreviations|offsets|indices|until deltas (base 60, minutes). */
function unpack(name: string, source: string): ZoneRules {
  const parts = source.split('|')
  const west = (parts[2] ?? '').split(' ').map(fromBase60)
  const indices = [...(parts[3] ?? '')].map(fromBase60)
  const deltas = parts[4] ? parts[4].split(' ').map(fromBase60) : []
  const untils = new Float64Array(indices.length)
  const offsets = new Float64Array(indices.length)
  let minutes = 0
  indices.forEach((index, i) => {
    minutes += deltas[i] ?? Infinity
    untils[i] = Math.round(minutes * minuteMs)
    offsets[i] = Math.round(-(west[index] as number) * minuteMs)
  })
  return { name, untils, offsets }
}

function fromBase60(text: string): number {
  const negative = text.startsWith('-')
  const [whole = '', fraction = ''] = text.slice(negative ? 1 : 0).split('.')
  let value = 0
  for (const digit of whole) value = value * 60 + digits.indexOf(digit)
  let unit = 1
  for (const digit of fraction) {
    unit /= 60
    value += digits.indexOf(digit) * unit
  }
  return negative ? -value : value
}
