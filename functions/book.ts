import { randomUUID } from 'node:crypto'
import { sharedClaims } from '../lib/booking/shared-claims.ts'
import { sharedHolds, sharedTokenKey } from '../lib/booking/shared.ts'
import { googleCalendar } from '../lib/calendar/google-calendar.ts'
import { systemClock } from '../lib/clock.ts'
import { config } from '../lib/config.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { retellAgent } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import type { VendorFailure } from '../lib/failure.ts'
import { deliverMessages } from '../lib/messages/deliver.ts'
import { sharedDelivery, sharedHandOvers } from '../lib/messages/shared-messages.ts'
import { BookBody } from '../lib/offering/book-arguments.ts'
import { bookCall } from '../lib/offering/book-call.ts'
import { requestKeyOf } from '../lib/retell/request-key.ts'
import { knownClient } from '../lib/retell/known-client.ts'
import { clientStore } from '../lib/store/clients.ts'

/** Books one time for one customer, at most once, or hands it to the broker. Repeating a request is harmless. */
export const bookEndpoint = endpoint({
  paths: ['/book'],
  method: 'POST',
  caller: retellAgent,
  body: BookBody,
  deps: (host) => ({
    clock: systemClock,
    clients: clientStore(host),
    calendar: googleCalendar(host),
    claims: sharedClaims(host),
    handOvers: sharedHandOvers(host),
    holds: sharedHolds(host),
    tokenKey: sharedTokenKey(host),
    newId: () => randomUUID(),
    deliver: () => deliverMessages(sharedDelivery(host), deadlineIn(systemClock, 10_000)),
  }),
  deadlineMs: () => config().BOOK_DEADLINE_MS,
  async handle({ call, body, deps, deadline, note, request, after }) {
    const client = await knownClient(call, deps.clients, deadline)
    const requestKey = requestKeyOf(call, request.headers)
    const asked = { client, call, body, deadline, now: deps.clock.now(), ...requestKey }
    const answer = await bookCall(asked, {
      ...deps,
      note,
      onFailure: (failure: VendorFailure) => note({ failure: failure.message }),
    })
    note({ clientId: client.id, outcome: answer.outcome, reason: answer.reason })
    // The hand-over is durable by now; the cycle sends what this does not.
    if (answer.outcome === 'handed_over') after(async () => void (await deps.deliver()))
    return answer
  },
})
export const { main } = bookEndpoint
