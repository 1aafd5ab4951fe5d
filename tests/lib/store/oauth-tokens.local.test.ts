import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { oauthTokens } from '../../../lib/store/oauth-tokens.ts'
import { supabase } from '../../../lib/store/supabase.ts'
import { keyring } from '../../../lib/tokens/envelope.ts'
import { sealTokens } from '../../../lib/tokens/sealed-tokens.ts'
import type { TokenStore } from '../../../lib/tokens/token-store.ts'
import { testDatabase, type TestDatabase } from '../../support/stack.ts'

const keys = keyring(randomBytes(32))
const plain = { accessToken: 'access', refreshToken: 'refresh', expiresAt: 1_800_000_000_000 }
const soon = () => deadlineIn(systemClock, 10_000)
let database: TestDatabase
let store: TokenStore

beforeAll(async () => {
  database = await testDatabase()
  store = oauthTokens(db())
})
afterAll(() => database.stop())

const db = () => supabase({ url: database.restUrl, serviceKey: database.serviceKey })
const newClient = async () => {
  const id = randomUUID()
  const insert = 'insert into public.clients (id, email, google_status) values ($1, $2, $3)'
  await database.pool.query(insert, [id, `${id}@example.com`, 'connected'])
  return id
}

test('tokens are put, read, updated and erased; an update after the erasure brings nothing back', async () => {
  const id = await newClient()
  expect(await store.get(id, soon())).toBeUndefined()
  const first = sealTokens(keys, id, plain)
  await store.put(id, first, soon())
  expect(await store.get(id, soon())).toEqual(first)
  const second = sealTokens(keys, id, { ...plain, expiresAt: plain.expiresAt + 1000 })
  await store.update(id, second, soon())
  expect(await store.get(id, soon())).toEqual(second)
  await store.erase(id, soon())
  await store.update(id, first, soon())
  expect(await store.get(id, soon())).toBeUndefined()
})

test('a lost consent is marked on the client', async () => {
  const id = await newClient()
  await store.markLost(id, soon())
  const select = 'select google_status from public.clients where id = $1'
  expect((await database.pool.query(select, [id])).rows).toEqual([{ google_status: 'lost' }])
})
