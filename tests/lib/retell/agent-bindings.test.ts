import { describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { cachedBindings } from '../../../lib/retell/agent-bindings.ts'
import type { Call } from '../../../lib/retell/call.ts'
import { isClientId, knownClient } from '../../../lib/retell/known-client.ts'
import { testClient } from '../../support/client.ts'

const ours = '11111111-1111-4111-8111-111111111111'
const theirs = '22222222-2222-4222-8222-222222222222'

/** A small `client_agents` that can be away. */
function world(bound: Record<string, string>) {
  const clock = turnedClock(Date.UTC(2026, 10, 22, 15))
  const mirrored = new Map<string, Record<string, unknown>>()
  const state = { isAway: false, asked: 0, bound }
  const mirror = {
    put: (_kind: string, id: string, row: object) => void mirrored.set(id, { ...row }),
    get: (_kind: string, id: string) => {
      const row = mirrored.get(id)
      return row && { row, seenAt: 0 }
    },
    remove: (_kind: string, id: string) => void mirrored.delete(id),
  }
  const find = async ({ agentId = '', number = '' }) => {
    state.asked += 1
    if (state.isAway) throw new VendorFailure('supabase', 'unreachable')
    return state.bound[agentId] ?? state.bound[number]
  }
  const start = () => cachedBindings({ agents: { find }, clock, mirror })
  const deadline = () => deadlineIn(clock, 3000)
  return { clock, state, start, deadline }
}

const clients = {
  get: async (id: string) => ([ours, theirs].includes(id) ? testClient({ id }) : undefined),
}
const call = (fields: Partial<Call>): Call => ({ clientId: ours, earlierOffers: [], ...fields })
const refusal = { status: 404, code: 'client_unknown', detail: 'No such client.' }

describe('a call’s client', () => {
  const { start, deadline } = world({
    agent_ours: ours,
    agent_theirs: theirs,
    '+16475550100': theirs,
  })
  const known = (fields: Partial<Call>) =>
    knownClient(call(fields), { clients, agents: start() }, deadline())

  it('is the one its signed body names, where its agent is bound to it or to nobody', async () => {
    expect((await known({})).id).toBe(ours)
    expect((await known({ agentId: 'agent_ours' })).id).toBe(ours)
    expect((await known({ agentId: 'agent_free', agentPhone: '+16475550101' })).id).toBe(ours)
    expect((await known({ clientId: ours.toUpperCase() })).id).toBe(ours)
  })

  it('is refused where its agent or line is another client’s', async () => {
    await expect(known({ agentId: 'agent_theirs' })).rejects.toMatchObject(refusal)
    await expect(known({ agentPhone: '+16475550100' })).rejects.toMatchObject(refusal)
  })

  it('is refused alike where it is unknown, so that another’s id reveals nothing', async () => {
    const unknown = '33333333-3333-4333-8333-333333333333'
    for (const clientId of [unknown, theirs, 'x', "' or 1=1"]) {
      await expect(known({ clientId, agentId: 'agent_ours' })).rejects.toMatchObject(refusal)
    }
  })

  it('is its agent’s before its line’s', async () => {
    expect((await known({ agentId: 'agent_ours', agentPhone: '+16475550100' })).id).toBe(ours)
  })
})

it.each([
  [ours, true],
  ['ABCDEF11-1111-4111-8111-111111111111', false],
  ['-'.repeat(36), false],
  [`${ours} `, false],
  ['', false],
])('%j is an id the database may be asked for: %s', (id, expected) => {
  expect(isClientId(id)).toBe(expected)
})

describe('bindings', () => {
  it('are read once in five minutes', async () => {
    const { start, state, clock, deadline } = world({ agent_a: ours })
    const bindings = start()
    await bindings.ownerOf({ agentId: 'agent_a' }, deadline())
    state.bound = { agent_a: theirs }
    expect(await bindings.ownerOf({ agentId: 'agent_a' }, deadline())).toBe(ours)
    expect(state.asked).toBe(1)
    clock.set(clock.now() + 300_000)
    expect(await bindings.ownerOf({ agentId: 'agent_a' }, deadline())).toBe(theirs)
  })

  it('hold during an outage, also across a restart', async () => {
    const { start, state, clock, deadline } = world({ agent_a: ours })
    const bindings = start()
    await bindings.ownerOf({ agentId: 'agent_a' }, deadline())
    state.isAway = true
    clock.set(clock.now() + 3_600_000)
    expect(await bindings.ownerOf({ agentId: 'agent_a' }, deadline())).toBe(ours)
    expect(await start().ownerOf({ agentId: 'agent_a' }, deadline())).toBe(ours)
  })

  it('stand in nobody’s way when they were never known and cannot be read', async () => {
    const { start, state, deadline } = world({ agent_a: theirs })
    state.isAway = true
    expect(await start().ownerOf({ agentId: 'agent_a' }, deadline())).toBeUndefined()
  })

  it('are not looked up for a request without agent and line', async () => {
    const { start, state, deadline } = world({})
    expect(await start().ownerOf({}, deadline())).toBeUndefined()
    expect(state.asked).toBe(0)
  })
})
