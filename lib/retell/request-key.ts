import type { Call } from './call.ts'

/** What tells a repeat of a request from a new one: Retell's tool call, else the Idempotency-Key header. */
export function requestKeyOf(call: Call, headers: Headers): { requestKey?: string } {
  if (call.toolCallId) return { requestKey: `tool:${call.toolCallId}` }
  const key = headers.get('idempotency-key')?.trim()
  return key ? { requestKey: `key:${key.slice(0, 200)}` } : {}
}
