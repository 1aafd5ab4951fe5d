import { isRecord } from '../endpoint/body.ts'
import { earlierOffers } from './earlier-offers.ts'
import { phoneNumber } from './phone-number.ts'

/** One request of a voice agent, whatever payload it came in. Missing values and unset `{{variables}}` are absent. */
export type Call = {
  clientId?: string
  leadId?: string
  /** Retell's call, absent for a plain request (curl). */
  callId?: string
  /** The tool call being served, for telling a repeat from a new request. */
  toolCallId?: string
  agentId?: string
  /** The line the agent speaks on, E.164. */
  agentPhone?: string
  /** The person spoken with, E.164; absent where the number was withheld. */
  customerPhone?: string
  customerName?: string
  /** Starts (epoch ms) we offered earlier in this call. */
  earlierOffers: number[]
}

/** The arguments of a request beside the call they belong to. */
export type Incoming = { call: Call; args: Record<string, unknown> }

/**
 * Reads every payload shape of Retell's custom functions: `{ name, call, args }`, arguments only, and
 * the same flat shape from curl. The client comes from the call's metadata, then its dynamic
 * variables, and from the arguments only when nothing else came: in a wrapped payload the language
 * model writes `args`, and must not choose the client.
 */
export function readCall(body: Record<string, unknown>): Incoming {
  const { name, call, args } = body
  const marks = [typeof name === 'string', isRecord(call), isRecord(args)]
  if (marks.filter(Boolean).length < 2) return { call: flatCall(body), args: body }
  return {
    call: wrappedCall(isRecord(call) ? call : {}, textAt(body, 'name')),
    args: isRecord(args) ? args : {},
  }
}

/** An unset variable of Retell's, or what a language model writes for what it does not know. */
const placeholder = /^(?:\{\{.*\}\}|null|undefined|none|nan|n\/a|unknown)$/is

/** A text under `key`, without what unset `{{variables}}` left in it; a placeholder counts as missing. */
export function textAt(record: unknown, key: string): string | undefined {
  const value = valueAt(record, key)
  const text = typeof value === 'string' ? value.trim() : ''
  return placeholder.test(text)
    ? undefined
    : text.replace(/\{\{[^{}]*\}\}/g, '').trim() || undefined
}

/** Text under `key`, or a number as text: ids and lengths are written either way. */
export function textOrNumberAt(record: unknown, key: string): string | undefined {
  const value = valueAt(record, key)
  return Number.isFinite(value) ? String(value) : textAt(record, key)
}

function valueAt(record: unknown, key: string): unknown {
  return isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined
}

function flatCall(body: Record<string, unknown>): Call {
  return present({
    clientId: textAt(body, 'client_id'),
    leadId: textOrNumberAt(body, 'lead_id'),
    callId: textAt(body, 'call_id'),
    customerPhone: phoneNumber(textAt(body, 'customer_phone')),
    customerName: textAt(body, 'customer_name'),
    earlierOffers: [],
  })
}

function wrappedCall(call: Record<string, unknown>, tool: string | undefined): Call {
  const sources = [call['metadata'], call['retell_llm_dynamic_variables']]
  const named = (key: string, at = textAt) => at(sources[0], key) ?? at(sources[1], key)
  const isOutbound = call['direction'] === 'outbound'
  const transcript = Array.isArray(call['transcript_with_tool_calls'])
    ? (call['transcript_with_tool_calls'] as unknown[])
    : []
  return present({
    clientId: named('client_id'),
    leadId: named('lead_id', textOrNumberAt),
    callId: textAt(call, 'call_id'),
    toolCallId: servedToolCall(transcript, tool),
    agentId: textAt(call, 'agent_id'),
    agentPhone: textAt(call, isOutbound ? 'from_number' : 'to_number'),
    customerPhone:
      phoneNumber(textAt(call, isOutbound ? 'to_number' : 'from_number')) ??
      phoneNumber(named('customer_phone')),
    customerName: named('customer_name'),
    earlierOffers: earlierOffers(transcript),
  })
}

/**
 * The newest invocation of this tool: in Retell's own example the last entry is the call being served. One
 * that has its result already is an earlier one, and would make a repeat of a new request.
 */
function servedToolCall(transcript: unknown[], tool: string | undefined): string | undefined {
  const served = transcript.findLast(
    (entry) =>
      isRecord(entry) &&
      entry['role'] === 'tool_call_invocation' &&
      (tool === undefined || entry['name'] === tool),
  )
  const id = textAt(served, 'tool_call_id')
  const isAnswered = (entry: unknown) =>
    textAt(entry, 'role') === 'tool_call_result' && textAt(entry, 'tool_call_id') === id
  return transcript.some(isAnswered) ? undefined : id
}

type Loose = { [K in keyof Call]: Call[K] | undefined }

function present(call: Loose & { earlierOffers: number[] }): Call {
  return Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined)) as Call
}
