import { vendorBreaker } from '../breaker.ts'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import type { Deadline } from '../deadline.ts'
import { googleAlerts } from '../google-alerts.ts'
import { perHost, type Host } from '../host.ts'
import { googleTokens } from '../tokens/google-tokens.ts'
import { clientCalendar } from './client-calendar.ts'
import { openConnection } from './exchange.ts'
import { googleApi } from './google.ts'
import { sharedAgents } from './shared-agents.ts'

/** The process's calendars of all clients. */
export const googleCalendar = perHost((host) => {
  return clientCalendar({
    api: googleApi({
      apiUrl: config().GOOGLE_API_URL,
      clock: systemClock,
      agents: sharedAgents(host),
    }),
    tokens: googleTokens(host),
    clock: systemClock,
    breaker: vendorBreaker('google', systemClock, googleAlerts(host).calls),
  })
})

/** Sees to it that a connection to Google is open before somebody waits for one. Never rejects. */
export function keepGoogleNear(
  host: Pick<Host, 'queue'>,
  { signal }: Pick<Deadline, 'signal'>,
): Promise<void> {
  // A short answer, a refusal, to nobody's name.
  const url = new URL('/calendar/v3/colors', config().GOOGLE_API_URL)
  return openConnection(sharedAgents(host), url, signal)
}
