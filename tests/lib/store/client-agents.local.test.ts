import { expect, test } from 'vitest'
import { clientAgents } from '../../../lib/store/client-agents.ts'
import { realRows, soon } from '../../support/real-rows.ts'

const real = realRows()

test('belong to one client at a time; an id counts before a number', async () => {
  const agents = clientAgents(real.db)
  const [one, two] = [await real.addClient(), await real.addClient()]
  await agents.bind('agent_1', one, soon())
  await agents.bind('+14165550123', two, soon())
  expect(await agents.find({ agentId: 'agent_1', number: '+14165550123' }, soon())).toBe(one)
  expect(await agents.find({ agentId: 'agent_2', number: '+14165550123' }, soon())).toBe(two)
  expect(await agents.find({ agentId: 'a,b).or(id.eq.1' }, soon())).toBeUndefined()
  expect(await agents.find({}, soon())).toBeUndefined()
  await agents.bind('agent_1', two, soon())
  expect(await agents.list(two, soon())).toEqual(['+14165550123', 'agent_1'])
  await agents.unbind('agent_1', soon())
  expect(await agents.find({ agentId: 'agent_1' }, soon())).toBeUndefined()
})
