import { randomUUID } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import { log } from '../log.ts'
import { calendarChannels } from '../store/calendar-channels.ts'
import { hostSupabase } from '../store/supabase.ts'
import { googleTokens } from '../tokens/google-tokens.ts'
import { calendarWatch, type CalendarWatch } from './calendar-watch.ts'
import { channelPath, configuredChannelKeys } from './configured-channels.ts'
import { googleChannels } from './google-channels.ts'
import { sharedAgents } from './shared-agents.ts'

/** The process's watch over the clients' calendars; undefined unless GOOGLE_PUSH says so. */
export const sharedCalendarWatch = perHost((host): CalendarWatch | undefined => {
  const { GOOGLE_PUSH, GOOGLE_API_URL, publicUrl } = config()
  if (!GOOGLE_PUSH) return undefined
  const clock = systemClock
  return calendarWatch({
    rows: calendarChannels(hostSupabase(host)),
    google: googleChannels({ apiUrl: GOOGLE_API_URL, clock, agents: sharedAgents(host) }),
    tokens: googleTokens(host),
    keys: configuredChannelKeys(),
    address: `${publicUrl}${channelPath}`,
    newId: randomUUID,
    clock,
    note: (fields) => log().warn(fields),
  })
})
