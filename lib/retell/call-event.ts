import * as v from 'valibot'
import { isRecord } from '../endpoint/body.ts'
import { textAt } from './call.ts'
import { phoneNumber } from './phone-number.ts'

/** One of Retell's webhooks about a call; `other` ones are answered and nothing else. */
export type CallEvent = {
  kind: 'started' | 'ended' | 'inbound' | 'other'
  callId?: string
  clientId?: string
  agentId?: string
  /** The line the agent speaks on, and the customer's number, E.164. */
  agentPhone?: string
  customerPhone?: string
}

const kinds = { call_started: 'started', call_ended: 'ended', call_inbound: 'inbound' } as const

/** The schema of Retell's call webhooks: `{ event, call }`, and `{ event, call_inbound }` before a call is answered. */
export const CallEventBody = v.pipe(v.record(v.string(), v.unknown()), v.transform(callEvent))

function callEvent(body: Record<string, unknown>): CallEvent {
  const event = textAt(body, 'event') ?? ''
  const kind = Object.hasOwn(kinds, event) ? kinds[event as keyof typeof kinds] : 'other'
  const said = kind === 'inbound' ? body['call_inbound'] : body['call']
  const call = isRecord(said) ? said : {}
  const isOutbound = call['direction'] === 'outbound'
  const found = {
    callId: textAt(call, 'call_id'),
    clientId:
      textAt(call['metadata'], 'client_id') ??
      textAt(call['retell_llm_dynamic_variables'], 'client_id'),
    agentId: textAt(call, 'agent_id'),
    agentPhone: textAt(call, isOutbound ? 'from_number' : 'to_number'),
    customerPhone: phoneNumber(textAt(call, isOutbound ? 'to_number' : 'from_number')),
  }
  const present = Object.entries(found).filter(([, value]) => value !== undefined)
  return { kind, ...(Object.fromEntries(present) as Omit<CallEvent, 'kind'>) }
}
