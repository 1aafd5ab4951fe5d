import { vendorBreaker } from '../../../lib/breaker.ts'
import type { Calendar } from '../../../lib/calendar/calendar.ts'
import { clientCalendar } from '../../../lib/calendar/client-calendar.ts'
import type { GoogleApi } from '../../../lib/calendar/google.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { Deadline } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import type { Alerts } from '../../../lib/messages/alerts.ts'
import { googleWatch } from '../../../lib/messages/google-watch.ts'
import type { MemoryCalendar } from '../memory-calendar.ts'
import type { Life } from '../mortal.ts'

/** The clients' calendars of one process over a calendar in memory: retries, breaker and the watch are the real ones. */
export function processCalendar(parts: {
  memory: MemoryCalendar
  life: Life
  clock: Clock
  alerts: Alerts
}): Calendar {
  const { memory, life, clock, alerts } = parts
  const watch = googleWatch({ alerts, clock })
  // Nobody waits for the watch, so its failure changes nothing.
  const behind = (told: Promise<void>) => void told.catch(() => undefined)
  return clientCalendar({
    api: life.dies(googleApi(memory)),
    tokens: { access: async () => 'token', renew: async () => 'newer', forget: () => undefined },
    clock,
    breaker: vendorBreaker('google', clock, {
      onFailure: ({ failure, clientId }) => behind(watch.failed(failure.kind, clientId)),
      onSuccess: (clientId) => behind(watch.succeeded(clientId)),
    }),
  })
}

/** The calendar in memory as Google's API would be asked. */
function googleApi(memory: MemoryCalendar): GoogleApi {
  // The calendar in memory knows one client, and waits for the signal alone.
  const call = ({ signal }: { signal: AbortSignal }) => ({
    clientId: '',
    deadline: { signal } as Deadline,
  })
  return {
    busy: (ids, range, asked) => memory.busy(ids, range, call(asked)),
    insert: (id, event, asked) => memory.insert(id, event, call(asked)),
    async get(id, eventId, asked) {
      const event = await memory.get(id, eventId, call(asked))
      if (!event) throw new VendorFailure('google', 'not_found')
      return event
    },
    patch: (id, eventId, change, asked) => memory.patch(id, eventId, change, call(asked)),
  }
}
