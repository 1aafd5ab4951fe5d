import { mask } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { zoneAt } from './zone-at.ts'
import type { ZoneHit } from './zone-at.ts'

/** The zone the customer named, if any. */
export type NamedZone = {
  zone: string
  /** "my time": the customer's own date counts, not the client's. */
  own: boolean
  /** Said loosely: worth saying back. */
  readBack: boolean
  /** Where clocks of different zones were named: each with the token it stands at. */
  clocks: readonly NamedClock[]
}

/** A zone said with a clock; `other`: the second clock its region's name may mean. */
export type NamedClock = { at: number; zone: string; other?: string }

type Asked = { zone: string; clientZone: string; now: number }

/** Finds the zones named and masks their words, so that no rule takes them for a time. */
export function findZone(tokens: Token[], asked: Asked): NamedZone | undefined {
  const hits: (ZoneHit & { at: number })[] = []
  for (let i = 0; i < tokens.length; i++) {
    const hit = zoneAt(tokens, i, asked)
    if (!hit) continue
    hits.push({ ...hit, at: i })
    mask(tokens, i, hit.count, 'zone')
    i += hit.count - 1
  }
  return hits.length === 0 ? undefined : named(hits, asked)
}

/** "your time" decides, then what was said with a clock, then where the customer is. */
function named(all: readonly (ZoneHit & { at: number })[], asked: Asked): NamedZone {
  const own = all.some((hit) => hit.whose === 'mine')
  const places = all.filter((hit) => !hit.loose && !hit.whose).map((hit) => hit.zone)
  const home = all.find((hit) => !hit.timed)?.zone ?? places[0] ?? asked.zone
  const hits = all.map((hit) => placed(hit, places, home))
  const timed = hits.filter((hit) => hit.timed)
  const chosen =
    hits.find((hit) => hit.whose === 'yours') ??
    timed.find((hit) => !hit.loose && !hit.whose) ??
    timed.find((hit) => !hit.whose) ??
    hits.find((hit) => !hit.whose)
  const several = new Set(timed.map(({ zone }) => zone)).size > 1
  return {
    zone: chosen?.zone ?? home,
    own,
    readBack: chosen?.loose ?? false,
    clocks: several ? timed.map(clockOf) : [],
  }
}

/** A place named decides which of a region's two clocks is meant; "my time" is the clock of where the customer is. */
function placed<Hit extends ZoneHit>(hit: Hit, places: readonly string[], home: string): Hit {
  if (hit.whose === 'mine') return { ...hit, zone: home }
  const place = places.find((zone) => hit.region?.zones.includes(zone))
  return place === undefined ? hit : { ...hit, zone: place, region: undefined, loose: false }
}

function clockOf({ at: i, zone, region }: ZoneHit & { at: number }): NamedClock {
  const other = region && [region.canada, region.states].find((one) => one !== zone)
  return { at: i, zone, ...(other !== undefined && { other }) }
}
