import { vendorBreaker } from '../breaker.ts'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import { sharedTokens } from '../tokens/shared-tokens.ts'
import type { Calendar } from './calendar.ts'
import { clientCalendar } from './client-calendar.ts'
import { googleApi } from './google.ts'

/** The clients' Google calendars: one set of connections and one breaker for the whole process. */
export const googleCalendar = perHost((queue): Calendar =>
  clientCalendar({
    api: googleApi({ apiUrl: config().GOOGLE_API_URL, clock: systemClock }),
    tokens: sharedTokens(queue ? { queue } : {}),
    clock: systemClock,
    breaker: vendorBreaker('google', systemClock),
  }),
)
