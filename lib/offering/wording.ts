import type { Client } from '../store/client.ts'
import type { SpeakContext } from '../time-request/speak.ts'
import type { TimeRequest } from '../time-request/types.ts'
import { isSameClock } from './customer-zone.ts'

/** For whom, and in whose time, an answer is worded. */
export type Wording = {
  client: Client
  callId: string | undefined
  /** The customer's zone (IANA). */
  zone: string
  /** Epoch ms. */
  now: number
  /** Key of slot tokens. */
  key: Uint8Array
}

/** In which zone (IANA) times are said, and whether it is named even where the client shares its clock. */
export type ZoneSaid = { zone: string; nameZone: boolean }

/**
 * A customer who names a zone or place is answered in it, by its name where their own clock differs at `at`
 * (epoch ms): from "4 PM" alone they would hear their own.
 */
export function zoneSaid(
  heard: Pick<TimeRequest, 'zone' | 'zoneNamed'> | undefined,
  zone: string,
  at: number,
): ZoneSaid {
  if (!heard?.zoneNamed) return { zone, nameZone: false }
  return { zone: heard.zone, nameZone: !isSameClock(heard.zone, zone, at) }
}

/** How the times of an answer are spoken. */
export function speech({ now, zone, nameZone, client }: Wording & ZoneSaid): SpeakContext {
  return { now, zone, nameZone, otherZone: client.settings.zone }
}
