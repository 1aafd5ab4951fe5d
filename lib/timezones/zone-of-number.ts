import data from './number-zones.json' with { type: 'json' }

/** Zone by number prefix, without the plus; an empty zone marks a prefix that spans several. */
const zones = new Map<string, string>()
for (const [zone, prefixes] of Object.entries(data.zones)) {
  for (const prefix of prefixes.split(' ')) zones.set(prefix, zone)
}
const longest = Math.max(...[...zones.keys()].map((prefix) => prefix.length))

/**
 * The IANA zone a phone number (E.164: `+16045550142`) belongs to, when its prefix lies in exactly one;
 * undefined for several, for toll-free numbers, and for what is no number. A mobile travels: a guess to be
 * said aloud. Source: libphonenumber's timezones map (scripts/generate-phone-zones.ts).
 */
export function zoneOfNumber(e164: string): string | undefined {
  if (!/^\+[1-9]\d{6,14}$/.test(e164)) return undefined
  for (let length = Math.min(longest, e164.length - 1); length > 0; length--) {
    const zone = zones.get(e164.slice(1, 1 + length))
    if (zone !== undefined) return zone || undefined
  }
  return undefined
}
