import { vendorBreaker, type BreakerEvents } from '../breaker.ts'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import { googleTokens } from '../tokens/google-tokens.ts'
import { clientCalendar } from './client-calendar.ts'
import { googleApi } from './google.ts'

/** What is told of the process's calls to Google: nobody listens, until whoever alerts the operator does. */
export const callEvents = perHost((): Required<BreakerEvents> => ({
  onFailure: () => {},
  onSuccess: () => {},
}))

/** The process's calendars of all clients. */
export const googleCalendar = perHost((queue) => {
  const host = queue ? { queue } : {}
  return clientCalendar({
    api: googleApi({ apiUrl: config().GOOGLE_API_URL, clock: systemClock }),
    tokens: googleTokens(host),
    clock: systemClock,
    breaker: vendorBreaker('google', systemClock, {
      onFailure: (failed) => callEvents(host).onFailure(failed),
      onSuccess: (clientId) => callEvents(host).onSuccess(clientId),
    }),
  })
})
