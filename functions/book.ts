import { randomUUID } from 'node:crypto'
import type { BookAnswer } from '../lib/booking/booking.ts'
import type { HandOverReason } from '../lib/booking/ports.ts'
import { currentBooking, sharedClaims } from '../lib/booking/shared-claims.ts'
import { sharedHolds, sharedTokenKey } from '../lib/booking/shared.ts'
import { googleCalendar } from '../lib/calendar/google-calendar.ts'
import { sharedKnownBusy } from '../lib/calendar/shared-known-busy.ts'
import { systemClock } from '../lib/clock.ts'
import { config } from '../lib/config.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { retellAgent, type FromAgent } from '../lib/endpoint/callers.ts'
import type { Context } from '../lib/endpoint/contract.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import type { VendorFailure } from '../lib/failure.ts'
import type { Host } from '../lib/host.ts'
import { deliverMessages } from '../lib/messages/deliver.ts'
import { sharedDelivery, sharedHandOvers } from '../lib/messages/shared-messages.ts'
import { BookBody, type BookArguments } from '../lib/offering/book-arguments.ts'
import { bookCall } from '../lib/offering/book-call.ts'
import { bookUnread } from '../lib/offering/book-unread.ts'
import { sharedReader } from '../lib/offering/shared-reader.ts'
import { agentBindings } from '../lib/retell/agent-bindings.ts'
import { knownClient, readable } from '../lib/retell/known-client.ts'
import { clientStore } from '../lib/store/clients.ts'

function bookDeps(host: Host) {
  return {
    clock: systemClock,
    clients: clientStore(host),
    agents: agentBindings(host),
    calendar: googleCalendar(host),
    claims: sharedClaims(host),
    current: currentBooking(host),
    handOvers: sharedHandOvers(host),
    holds: sharedHolds(host),
    tokenKey: sharedTokenKey(host),
    known: sharedKnownBusy(host),
    readElsewhere: sharedReader(host)?.read,
    newId: () => randomUUID(),
    deliver: () => deliverMessages(sharedDelivery(host), deadlineIn(systemClock, 10_000)),
  }
}

/** Books one time for one customer, at most once, or hands it to the broker. Repeating a request is harmless. */
export const bookEndpoint = endpoint({
  paths: ['/book'],
  method: 'POST',
  caller: retellAgent,
  body: BookBody,
  deps: bookDeps,
  deadlineMs: () => config().BOOK_DEADLINE_MS,
  handle: (context) => answer(context),
  overLimit: (context) => answer(context, { kind: 'over_limit' }),
})
export const { main } = bookEndpoint

type Deps = ReturnType<typeof bookDeps>

async function answer(
  {
    call,
    requestKey,
    body,
    deps,
    deadline,
    note,
    trace,
    after,
  }: Context<FromAgent, BookArguments, Deps>,
  byHand?: HandOverReason,
): Promise<BookAnswer> {
  const onFailure = (failure: VendorFailure) => note({ failure: failure.message })
  // The hand-over is durable by then; the cycle sends what this does not.
  const deliver = () => after(async () => void (await deps.deliver()))
  const client = await readable(knownClient(call, deps, deadline), onFailure)
  trace.step('client')
  if (call.callId) note({ callId: call.callId })
  const now = deps.clock.now()
  if (!client) {
    const key = requestKey === undefined ? {} : { requestKey }
    // Only a call that names a client gets as far as the lookup that failed.
    const clientId = (call.clientId ?? '').toLowerCase()
    const kept = await bookUnread(
      { clientId, call, body, now, deadline, ...key },
      { ...deps, note },
    )
    note({ clientId, outcome: kept.outcome, reason: kept.reason })
    deliver()
    return kept
  }
  const given = { ...(requestKey !== undefined && { requestKey }), ...(byHand && { byHand }) }
  const asked = { client, call, body, deadline, now, ...given }
  const booked = await bookCall(asked, { ...deps, after, note, onFailure, trace })
  trace.step('book')
  deps.known.forget(client.id)
  note({ clientId: client.id, outcome: booked.outcome, reason: booked.reason })
  if (booked.outcome === 'handed_over') deliver()
  return booked
}
