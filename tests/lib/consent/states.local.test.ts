import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { oauthStates } from '../../../lib/store/oauth-states.ts'
import { supabase } from '../../../lib/store/supabase.ts'
import { testDatabase, type TestDatabase } from '../../support/stack.ts'
import { statesContract } from './states-contract.ts'

const clientId = randomUUID()
let database: TestDatabase
let states: ReturnType<typeof oauthStates>

beforeAll(async () => {
  database = await testDatabase()
  const insert = 'insert into public.clients (id, email) values ($1, $2)'
  await database.pool.query(insert, [clientId, 'broker@example.com'])
  states = oauthStates(supabase({ url: database.restUrl, serviceKey: database.serviceKey }))
})
afterAll(() => database.stop())

statesContract(() => ({ states, clientId }))
