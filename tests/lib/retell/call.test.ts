import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCall } from '../../../lib/retell/call.ts'

const fixture = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/retell/${name}.json`, import.meta.url), 'utf8'),
  ) as Record<string, unknown>

describe('a Retell payload becomes one Call', () => {
  it('from a wrapped custom function', () => {
    const { call, args } = readCall(fixture('book'))
    expect(call).toEqual({
      clientId: 'cli_harbor_lending',
      leadId: 'lead_48213',
      callId: 'call_7c1f0a9be2d34c5f8a6b1d2e3f405162',
      toolCallId: 'tool_call_b7c8d9e0f1a2',
      agentId: 'agent_0d9c8b7a6f5e4d3c2b1a09f8e7',
      agentPhone: '+16175550143',
      customerPhone: '+12135550188',
      customerName: 'Jordan Reyes',
      earlierOffers: [],
    })
    expect(args['customer_name']).toBe('Jordan Reyes')
  })

  it('from an arguments-only payload', () => {
    expect(readCall(fixture('argsOnly')).call).toEqual({
      clientId: 'cli_harbor_lending',
      leadId: 'lead_48213',
      callId: 'call_7c1f0a9be2d34c5f8a6b1d2e3f405162',
      earlierOffers: [],
    })
  })

  it.each([{}, { args: null }])('from a wrapped function that has no arguments: %j', (without) => {
    const call = { metadata: { client_id: 'c' } }
    const read = readCall({ name: 'check_availability', call, ...without })
    expect(read.call.clientId).toBe('c')
    expect(read.args).toEqual({})
  })

  it('from a flat body with arguments that look like a wrapper', () => {
    const { call, args } = readCall({ client_id: 'c', args: 'none', name: 'x' })
    expect(call.clientId).toBe('c')
    expect(args['args']).toBe('none')
  })

  it('takes the caller of an inbound call for the customer', () => {
    const { call } = readCall({
      name: 'book',
      call: { direction: 'inbound', from_number: '+12135550188', to_number: '+16175550143' },
      args: {},
    })
    expect(call.customerPhone).toBe('+12135550188')
    expect(call.agentPhone).toBe('+16175550143')
  })

  it('finds the client in dynamic variables when the metadata has none', () => {
    const { call } = readCall({
      name: 'x',
      call: { retell_llm_dynamic_variables: { client_id: 'dynamic' } },
      args: {},
    })
    expect(call.clientId).toBe('dynamic')
  })

  it('never takes the client from the arguments of a wrapped payload', () => {
    const { call } = readCall({ name: 'x', call: {}, args: { client_id: 'chosen by the model' } })
    expect(call.clientId).toBeUndefined()
  })

  it.each([
    '{{lead_id}}',
    '{{ lead_id }}',
    '',
    '   ',
    'null',
    'None',
    'N/A',
    null,
    ['a'],
    { a: 1 },
  ])('counts the value %j as missing', (value) => {
    expect(readCall({ lead_id: value }).call.leadId).toBeUndefined()
  })

  it('takes a lead’s id that is a number, wherever it comes from', () => {
    expect(readCall({ lead_id: 48213 }).call.leadId).toBe('48213')
    const wrapped = { name: 'book', call: { metadata: { lead_id: 48213 } }, args: {} }
    expect(readCall(wrapped).call.leadId).toBe('48213')
  })

  it('leaves out what an unset variable left inside a text', () => {
    expect(readCall({ customer_name: 'Jordan {{last_name}}' }).call.customerName).toBe('Jordan')
  })

  it('has no number of a customer who withheld theirs', () => {
    const call = { direction: 'inbound', from_number: 'anonymous', to_number: '+16175550143' }
    const { customerPhone } = readCall({ name: 'book', call, args: {} }).call
    expect(customerPhone).toBeUndefined()
  })

  const invocation = (name: string, id: string) => ({
    role: 'tool_call_invocation',
    tool_call_id: id,
    name,
    arguments: '{}',
  })

  it('takes no invocation that has its result for the one served', () => {
    const result = { role: 'tool_call_result', tool_call_id: 'first', content: '{}' }
    const call = { transcript_with_tool_calls: [invocation('book', 'first'), result] }
    expect(readCall({ name: 'book', call, args: {} }).call.toolCallId).toBeUndefined()
  })

  it('names the newest invocation of this tool as the one served', () => {
    const { call } = readCall({
      name: 'book',
      call: {
        transcript_with_tool_calls: [
          invocation('book', 'first'),
          invocation('book', 'second'),
          invocation('check', 'third'),
        ],
      },
      args: {},
    })
    expect(call.toolCallId).toBe('second')
  })

  it('reads the times offered earlier from our own answers in the transcript', () => {
    const result = (content: unknown) => ({
      role: 'tool_call_result',
      tool_call_id: 't',
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })
    const { call } = readCall({
      name: 'check',
      call: {
        transcript_with_tool_calls: [
          result({ alternatives: [{ start: '2026-11-24T15:30:00-05:00' }, { start: 5 }, 'x'] }),
          result({ alternatives: [{ start: '2026-11-24T15:30:00-05:00' }] }),
          result('{"alternatives": cut off'),
          result('somebody else’s text'),
          { role: 'user', content: '"alternatives"' },
          null,
        ],
      },
      args: {},
    })
    expect(call.earlierOffers).toEqual([Date.parse('2026-11-24T15:30:00-05:00')])
  })

  it.each([
    { name: 'x', call: null, args: {} },
    { name: 'x', call: [], args: {} },
    { call: { metadata: 'text', transcript_with_tool_calls: {} }, args: {} },
    {},
  ])('survives %j', (body) => {
    expect(readCall(body).call.earlierOffers).toEqual([])
  })
})
