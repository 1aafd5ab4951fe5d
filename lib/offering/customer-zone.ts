import { findZone } from '../time-request/zones/find-zone.ts'
import { scan } from '../time-request/words/scan.ts'
import { settle } from '../time-request/words/settle.ts'
import { tidy } from '../time-request/words/tidy.ts'
import { canonicalZone, offsetAt } from '../timezones.ts'
import { zoneOfNumber } from '../timezones/zone-of-number.ts'

/** Where the customer may be. */
type Known = {
  /** As the agent gave it, in whatever words. */
  given?: string | undefined
  /** E.164. */
  phone?: string | undefined
  clientZone: string
  /** Epoch ms. */
  now: number
}

/** Where the customer is (IANA). `unclear` when the agent gave a zone that means nothing: then the next best one. */
export type CustomerZone = { zone: string; unclear: boolean }

/** The customer's zone: as the agent gave it, else their number's when it has only one, else the client's. */
export function customerZone(known: Known): CustomerZone {
  const given = known.given === undefined ? undefined : zoneOfName(known.given, known)
  if (given !== undefined) return { zone: given, unclear: false }
  const ofNumber = known.phone === undefined ? undefined : zoneOfNumber(known.phone)
  return { zone: ofNumber ?? known.clientZone, unclear: known.given !== undefined }
}

/** True when the clocks of two zones agree at `at` (epoch ms). */
export function isSameClock(a: string, b: string, at: number): boolean {
  return offsetAt(a, at) === offsetAt(b, at)
}

/**
 * A zone by its IANA name, or as people say it: "EST" is the clock on the wall in the east, which IANA's zone of
 * that name leaves every summer. Names with an offset are not taken: by ear nobody tells Etc/GMT+5 from GMT-5.
 */
function zoneOfName(name: string, { clientZone, now }: Known): string | undefined {
  const zone = canonicalZone(name.replaceAll(/\s+/g, '_'))
  if (zone?.includes('/') && !zone.startsWith('Etc/')) return zone
  if (/\d/.test(name)) return undefined
  const clock = settle(scan(tidy(`3 pm ${name}`)))
  return findZone(clock, { zone: clientZone, clientZone, now })?.zone
}
