import { zoneOfNumber } from '../timezones/zone-of-number.ts'

/** Where the customer is, and how surely: a guessed zone is said aloud. */
export type CustomerZone = { zone: string; guessed: boolean }

/** The customer's zone: as the agent gave it, else their number's when it has only one, else the client's. */
export function customerZone(known: {
  given?: string | null | undefined
  phone?: string | undefined
  clientZone: string
}): CustomerZone {
  if (known.given) return { zone: known.given, guessed: false }
  const ofNumber = known.phone === undefined ? undefined : zoneOfNumber(known.phone)
  if (ofNumber !== undefined) return { zone: ofNumber, guessed: true }
  return { zone: known.clientZone, guessed: false }
}
