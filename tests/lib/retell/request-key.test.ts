import { describe, expect, it } from 'vitest'
import { requestKeyOf } from '../../../lib/retell/request-key.ts'

const marks = { toolCallId: undefined, callId: undefined, idempotencyKey: null, signature: null }
const signature = (digest: string) => `v=1795464075000,d=${digest.repeat(64).slice(0, 64)}`

describe('the key of a request', () => {
  it('is its tool call, whatever header comes along', () => {
    const key = requestKeyOf({ ...marks, toolCallId: 'tool_call_1', idempotencyKey: 'other' })
    expect(key).toBe('tool:tool_call_1')
  })

  it('is another where another call counts its tool calls the same way', () => {
    const first = requestKeyOf({ ...marks, toolCallId: 'tool_1', callId: 'call_1' })
    expect(requestKeyOf({ ...marks, toolCallId: 'tool_1', callId: 'call_2' })).not.toBe(first)
    expect(requestKeyOf({ ...marks, toolCallId: 'tool_1', callId: 'call_1' })).toBe(first)
  })

  it('is the header of an unsigned request, and nothing where there is none', () => {
    expect(requestKeyOf({ ...marks, idempotencyKey: ' mine ' })).toBe('key:mine')
    expect(requestKeyOf({ ...marks, idempotencyKey: '  ' })).toBeUndefined()
    expect(requestKeyOf(marks)).toBeUndefined()
  })

  it('is the same for the same signed bytes, and another for others', () => {
    const first = requestKeyOf({ ...marks, signature: signature('a') })
    expect(first).toMatch(/^signed:[0-9a-f]{64}$/)
    expect(requestKeyOf({ ...marks, signature: signature('a').toUpperCase() })).toBe(first)
    expect(requestKeyOf({ ...marks, signature: signature('b') })).not.toBe(first)
  })

  it('stays what it was when a signed request is replayed under another header', () => {
    const sent = { ...marks, signature: signature('c') }
    expect(requestKeyOf({ ...sent, idempotencyKey: 'first' })).toBe('key:first')
    expect(requestKeyOf({ ...sent, idempotencyKey: 'second' })).toBe('key:first')
    expect(requestKeyOf(sent)).toBe('key:first')
  })

  it('follows the header of a request signed anew', () => {
    const first = requestKeyOf({ ...marks, idempotencyKey: 'mine', signature: signature('d') })
    expect(requestKeyOf({ ...marks, idempotencyKey: 'mine', signature: signature('e') })).toBe(
      first,
    )
  })

  it.each(['x'.repeat(5000), 'a b', 'é', 'a\tb'])('fits its column: %#', (long) => {
    const key = requestKeyOf({ ...marks, toolCallId: long })
    expect(key).toMatch(/^tool:sha256-[0-9a-f]{64}$/)
    expect(requestKeyOf({ ...marks, toolCallId: long })).toBe(key)
  })
})
