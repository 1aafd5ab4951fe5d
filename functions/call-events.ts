import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { sharedHolds, sharedTokenKey } from '../lib/booking/shared.ts'
import { sharedKnownBusy } from '../lib/calendar/shared-known-busy.ts'
import { systemClock } from '../lib/clock.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { retellAgent } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import { perHost, type Host } from '../lib/host.ts'
import { prefetchFor, variablesFor } from '../lib/offering/before-the-call.ts'
import { check } from '../lib/offering/check.ts'
import { agentBindings } from '../lib/retell/agent-bindings.ts'
import { CallEventBody, type CallEvent } from '../lib/retell/call-event.ts'
import { isClientId } from '../lib/retell/known-client.ts'
import { clientStore } from '../lib/store/clients.ts'
import type { Client } from '../lib/store/client.ts'

const prefetchMs = 5000

/** Events already served: Retell repeats what was not answered in time. */
const served = perHost(() => new LRUCache<string, true>({ max: 10_000 }))

/**
 * Retell's webhooks about calls: what a call will need is fetched when it begins, an inbound call is
 * told whose it is and what is free, and a call that ended holds nothing any more.
 */
export const callEvents = endpoint({
  paths: ['/call-events'],
  method: 'POST',
  caller: retellAgent,
  body: CallEventBody,
  deps: callEventDeps,
  async handle({ body, deps, deadline, note, after }) {
    note({ action: body.kind, ...(body.callId && { callId: body.callId }) })
    if (body.kind === 'other') return done()
    const key = `${body.kind} ${body.callId}`
    if (deps.served.has(key)) return done()
    const client = await clientOf(body, deps, deadline)
    if (client) note({ clientId: client.id })
    if (body.kind === 'inbound') return inbound(body, client, deps)
    if (client && body.kind === 'ended') await ended(body, client, deps)
    else if (client) after(() => begun(client, deps))
    // Only now: one that could not be served is served when it comes again.
    if (body.callId !== undefined) deps.served.set(key, true)
    return done()
  },
})
export const { main } = callEvents

function callEventDeps(host: Host) {
  return {
    clock: systemClock,
    clients: clientStore(host),
    agents: agentBindings(host),
    known: sharedKnownBusy(host),
    holds: sharedHolds(host),
    tokenKey: sharedTokenKey(host),
    served: served(host),
  }
}
type Deps = ReturnType<typeof callEventDeps>

/** The client an agent or line is bound to, else the one the signed call names; neither when they differ. */
async function clientOf(
  { agentId, agentPhone, clientId }: CallEvent,
  { agents, clients }: Deps,
  deadline: Parameters<Deps['clients']['get']>[1],
): Promise<Client | undefined> {
  const call = { ...(agentId && { agentId }), ...(agentPhone && { agentPhone }) }
  const owner = await agents.ownerOf(call, deadline)
  const named = clientId?.toLowerCase()
  if (owner !== undefined && named !== undefined && owner !== named) return undefined
  const id = owner ?? named
  return id !== undefined && isClientId(id) ? clients.get(id, deadline) : undefined
}

async function begun(client: Client, { known, clock }: Deps): Promise<void> {
  await prefetchFor(client, known, { now: clock.now(), deadline: deadlineIn(clock, prefetchMs) })
}

async function ended({ callId }: CallEvent, client: Client, { holds }: Deps): Promise<void> {
  if (callId !== undefined) await holds.drop({ clientId: client.id, callId })
}

async function inbound(event: CallEvent, client: Client | undefined, deps: Deps) {
  if (!client) return { call_inbound: {} }
  const now = deps.clock.now()
  const { callId, customerPhone } = event
  const call = {
    earlierOffers: [],
    ...(callId !== undefined && { callId }),
    ...(customerPhone !== undefined && { customerPhone }),
  }
  const holder = { clientId: client.id, callId: callId ?? randomUUID() }
  const deadline = deadlineIn(deps.clock, prefetchMs)
  const asked = { client, call, asked: {}, holder, now, deadline }
  const found = await check(asked, { ...deps, calendar: deps.known.calendar, onFailure: () => {} })
  return {
    call_inbound: {
      dynamic_variables: variablesFor(client, found, now),
      metadata: { client_id: client.id },
    },
  }
}

function done(): Response {
  return new Response(null, { status: 204 })
}
