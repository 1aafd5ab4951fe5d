import { vendorBreaker } from '../breaker.ts'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { googleAlerts } from '../google-alerts.ts'
import { perHost } from '../host.ts'
import { googleTokens } from '../tokens/google-tokens.ts'
import { clientCalendar } from './client-calendar.ts'
import { googleApi } from './google.ts'

/** The process's calendars of all clients. */
export const googleCalendar = perHost((queue) => {
  const host = queue ? { queue } : {}
  return clientCalendar({
    api: googleApi({ apiUrl: config().GOOGLE_API_URL, clock: systemClock }),
    tokens: googleTokens(host),
    clock: systemClock,
    breaker: vendorBreaker('google', systemClock, googleAlerts(host).calls),
  })
})
