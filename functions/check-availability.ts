import { randomUUID } from 'node:crypto'
import { bookedTime, currentBooking, guardedTime } from '../lib/booking/shared-claims.ts'
import { sharedHolds, sharedTokenKey } from '../lib/booking/shared.ts'
import { sharedKnownBusy } from '../lib/calendar/shared-known-busy.ts'
import { systemClock } from '../lib/clock.ts'
import { config } from '../lib/config.ts'
import type { VendorFailure } from '../lib/failure.ts'
import { retellAgent } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import { CheckAvailabilityBody } from '../lib/offering/arguments.ts'
import { check } from '../lib/offering/check.ts'
import { sharedReader } from '../lib/offering/shared-reader.ts'
import { unreadableClient } from '../lib/offering/unreadable-client.ts'
import { agentBindings } from '../lib/retell/agent-bindings.ts'
import { knownClient, readable } from '../lib/retell/known-client.ts'
import { clientStore } from '../lib/store/clients.ts'

/** Reads the customer's words, looks at the client's calendar and offers the few best times in one sentence. */
export const checkAvailability = endpoint({
  paths: ['/check-availability'],
  method: 'POST',
  caller: retellAgent,
  body: CheckAvailabilityBody,
  deps: (host) => ({
    clock: systemClock,
    clients: clientStore(host),
    agents: agentBindings(host),
    calendar: sharedKnownBusy(host).calendar,
    guarded: guardedTime(host),
    booked: bookedTime(host),
    current: currentBooking(host),
    readElsewhere: sharedReader(host)?.read,
    holds: sharedHolds(host),
    tokenKey: sharedTokenKey(host),
  }),
  deadlineMs: () => config().CHECK_DEADLINE_MS,
  async handle({ call, body, deps, deadline, note, trace }) {
    const onFailure = (failure: VendorFailure) => note({ failure: failure.message })
    const client = await readable(knownClient(call, deps, deadline), onFailure)
    trace.step('client')
    if (call.callId) note({ callId: call.callId })
    const now = deps.clock.now()
    if (!client) return unreadableClient(body, now)
    const holder = { clientId: client.id, callId: call.callId ?? randomUUID() }
    const asked = { client, call, asked: body, holder, now, deadline }
    const answer = await check(asked, { ...deps, onFailure, trace })
    note({ clientId: client.id, action: answer.action, reason: answer.reason })
    return answer
  },
})
export const { main } = checkAvailability
