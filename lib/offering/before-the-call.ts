import { searchRange } from '../availability/search-range.ts'
import type { KnownBusy } from '../calendar/known-busy.ts'
import type { Deadline } from '../deadline.ts'
import type { Client } from '../store/client.ts'
import { ordinal } from '../time-request/speak.ts'
import { dayOf, monthNames, weekdayNames } from '../time-request/speak/day-names.ts'
import type { TimeRequest } from '../time-request/types.ts'
import { wallAt } from '../timezones.ts'
import { blockingCalendars } from './busy-time.ts'
import type { CheckAnswer } from './worded.ts'

/** Fetches what the first question of a call will need: the busy time of the next weeks, and with it the token. Throws VendorFailure. */
export async function prefetchFor(
  client: Client,
  known: KnownBusy,
  { now, deadline }: { now: number; deadline: Deadline },
): Promise<void> {
  if (!client.bookingEnabled || client.connection !== 'connected') return
  const { busy } = searchRange(inThreeWeeks(client, now), { settings: client.settings, now })
  await known.prefetch(client.id, blockingCalendars(client), busy, deadline)
}

/** What a call that is about to be answered should know, as Retell's dynamic variables (texts only). */
export function variablesFor(
  client: Client,
  found: CheckAnswer,
  now: number,
): Record<string, string> {
  const { timezone, alternatives } = found
  return {
    client_id: client.id,
    today: speakDate(now, timezone),
    customer_timezone: timezone,
    broker_timezone: client.settings.zone,
    soonest_times: alternatives.map(({ spoken }) => spoken).join('; '),
  }
}

/** "Sunday, November 22nd, 2026": a date a language model can count from. */
function speakDate(now: number, zone: string): string {
  const wall = wallAt(zone, now)
  return `${weekdayNames[dayOf(wall)]}, ${monthNames[wall.month - 1]} ${ordinal(wall.day)}, ${wall.year}`
}

/** Most customers ask within three weeks; alternatives reach further than what was asked. */
function inThreeWeeks({ settings }: Client, now: number): TimeRequest {
  const weekMs = 7 * 86_400_000
  const spans = [{ start: now, end: now + 3 * weekMs }]
  const heard = {
    zone: settings.zone,
    zoneNamed: false,
    approximate: false,
    readBack: false,
    words: [],
  }
  return { ...heard, outcome: 'ok', spans }
}
