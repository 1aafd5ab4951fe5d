import type { Breaker } from '../breaker.ts'
import type { Clock } from '../clock.ts'
import { VendorFailure } from '../failure.ts'
import type { Tokens } from '../tokens/tokens.ts'
import { authorized } from './authorized.ts'
import type { Calendar, CalendarCall } from './calendar.ts'
import { chunkedBusy } from './chunked-busy.ts'
import type { GoogleCall } from './google-answer.ts'
import type { GoogleApi } from './google.ts'
import { withRetries } from './retry.ts'

/** What a client's calendar is made of. */
export type ClientCalendarParts = {
  api: GoogleApi
  tokens: Tokens
  clock: Clock
  breaker: Breaker
}

/** The clients' calendars: tokens, the one repeat after a 401, retries within the deadline, the breaker. */
export function clientCalendar({ api, tokens, clock, breaker }: ClientCalendarParts): Calendar {
  const guarded = <T>(call: CalendarCall, ask: (call: CalendarCall) => Promise<T>) =>
    breaker.run(call.clientId, call.deadline, (deadline) => ask({ ...call, deadline }))
  const repeated = <T>(call: CalendarCall, ask: Ask<T>) =>
    authorized(tokens, call, (google) => withRetries(clock, call.deadline, () => ask(google)))
  const safely = <T>(call: CalendarCall, ask: Ask<T>) =>
    guarded(call, (call) => repeated(call, ask))

  return {
    busy: (calendarIds, range, call) =>
      guarded(call, (call) =>
        chunkedBusy(calendarIds, range, (ids, piece) =>
          repeated(call, (google) => api.busy(ids, piece, google)),
        ),
      ),
    insert: (calendarId, event, call) =>
      guarded(call, (call) =>
        authorized(tokens, call, (google) => api.insert(calendarId, event, google)),
      ),
    get: (calendarId, eventId, call) =>
      safely(call, (google) => api.get(calendarId, eventId, google)).catch(unlessMissing),
    async patch(calendarId, eventId, change, call) {
      const event = await safely(call, (google) => api.patch(calendarId, eventId, change, google))
      // Google lets a deleted event be changed, and it stays deleted.
      if (event.status === 'cancelled') throw new VendorFailure('google', 'gone')
      return event
    },
  }
}

type Ask<T> = (google: GoogleCall) => Promise<T>

/** Lets the failure that means "there is nothing there" pass as undefined. */
function unlessMissing(error: unknown): undefined {
  if (error instanceof VendorFailure && error.kind === 'not_found') return undefined
  throw error
}
