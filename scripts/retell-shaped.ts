import { randomBytes } from 'node:crypto'
import { sign } from '../lib/retell/signature.ts'

/** One phone call as Retell would report it. */
export type ShapedCall = {
  clientId: string
  leadId?: string
  callId?: string
  customerPhone?: string
  /** Tool calls and results so far. */
  transcript?: unknown[]
}

/** A custom function request as Retell sends it, with its own tool call newest in the transcript. */
export function retellShaped(
  name: string,
  args: object,
  call: ShapedCall,
): Record<string, unknown> {
  return {
    name,
    call: {
      call_type: 'phone_call',
      direction: 'outbound',
      from_number: '+16475550100',
      to_number: call.customerPhone ?? '+14165550142',
      call_id: call.callId ?? `call_${randomBytes(16).toString('hex')}`,
      agent_id: 'agent_demo',
      agent_name: 'Demo - Ava',
      call_status: 'ongoing',
      metadata: { client_id: call.clientId, lead_id: call.leadId ?? 'lead_demo' },
      transcript_with_tool_calls: [
        ...(call.transcript ?? []),
        {
          role: 'tool_call_invocation',
          tool_call_id: `tool_call_${randomBytes(6).toString('hex')}`,
          name,
          arguments: JSON.stringify(args),
        },
      ],
    },
    args,
  }
}

/** Posts a body as Retell does, signed when a secret is given; the parsed answer. */
export async function post(
  url: string,
  body: unknown,
  secret?: string,
): Promise<{ status: number; answer: Record<string, unknown>; ms: number }> {
  const text = JSON.stringify(body)
  const started = performance.now()
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret && { 'x-retell-signature': sign(text, secret, Date.now()) }),
    },
    body: text,
    signal: AbortSignal.timeout(30_000),
  })
  const answer = (await response.json()) as Record<string, unknown>
  return { status: response.status, answer, ms: performance.now() - started }
}
