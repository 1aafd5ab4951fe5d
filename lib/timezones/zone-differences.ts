import { offsetAt, zoneRules } from '../timezones.ts'

/** Where the runtime's own zone data disagrees with ours: the first instant found. Offsets in minutes east of UTC. */
export type ZoneDifference = {
  zone: string
  /** Epoch ms. */
  at: number
  ours: number
  /** Undefined when the runtime does not know the zone. */
  runtime: number | undefined
}

/** A runtime's own offsets of a zone, in minutes by epoch ms; undefined for a zone it does not know. */
export type RuntimeOffsets = (zone: string) => ((at: number) => number) | undefined

const minuteMs = 60_000
const weekMs = 7 * 86_400_000

/**
 * The zones whose offset the runtime's Intl gives differently anywhere in `[from, to)` (epoch ms): looked at
 * every week and at each of our transitions. For a start-up check: dates formatted with Intl are then wrong.
 */
export function zoneDifferences(
  zones: readonly string[],
  from: number,
  to: number,
  offsets: RuntimeOffsets = intlOffsets,
): ZoneDifference[] {
  return zones.flatMap((zone) => {
    const runtimeOffset = offsets(zone)
    for (const at of moments(zone, from, to)) {
      const ours = offsetAt(zone, at) / minuteMs
      const runtime = runtimeOffset?.(at)
      if (runtime !== ours) return [{ zone, at, ours, runtime }]
    }
    return []
  })
}

function* moments(zone: string, from: number, to: number): Generator<number> {
  for (let at = from; at < to; at += weekMs) yield at
  for (const until of zoneRules(zone).untils) {
    if (until >= from && until < to) yield until
  }
}

/** The runtime's offset in minutes, from "GMT-03:30". */
function intlOffsets(zone: string): ReturnType<RuntimeOffsets> {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    return (at) => {
      const name =
        format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
      const match = /^GMT([+-])(\d\d):(\d\d)/.exec(name)
      if (!match) return 0
      return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
    }
  } catch {
    return undefined
  }
}
