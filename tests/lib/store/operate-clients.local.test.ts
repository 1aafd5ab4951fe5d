import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { listenOnLoopback } from '../../../lib/local/loopback.ts'
import { localSupabaseAuth } from '../../../lib/local/supabase-auth/supabase-auth.ts'
import { supabaseGateway } from '../../../lib/local/supabase-gateway.ts'
import { operateClients, type ClientOperations } from '../../../lib/store/operate-clients.ts'
import { supabase } from '../../../lib/store/supabase.ts'
import { testDatabase, type TestDatabase } from '../../support/stack.ts'

let database: TestDatabase
let gateway: { url: string; close: () => Promise<void> }
let clients: ClientOperations
const soon = () => deadlineIn(systemClock, 20_000)

beforeAll(async () => {
  database = await testDatabase()
  const { serviceKey, pool } = database
  const query = async (text: string, values: string[]) => ({
    rows: (await pool.query(text, values)).rows as Record<string, unknown>[],
  })
  gateway = await listenOnLoopback(28_400, (url) => {
    const auth = localSupabaseAuth({ serviceKey, url, query }).app
    return supabaseGateway({ restSocket: database.socketPath, auth })
  })
  clients = operateClients(supabase({ url: gateway.url, serviceKey }))
})
afterAll(async () => {
  await gateway.close()
  await database.stop()
})

const users = async (id: string) =>
  (await database.pool.query('select email from auth.users where id = $1', [id])).rows as unknown[]

test('an added client can sign in under the same id, and is there once however often it is added', async () => {
  const id = randomUUID()
  const email = `${id}@broker.example`
  const added = await clients.add({ id, email, business_phone: '+14165550123' }, soon())
  expect(added).toMatchObject({ id, email, timezone: 'America/Toronto', booking_enabled: false })
  expect(await users(id)).toEqual([{ email }])
  const again = await clients.add({ id, email, booking_enabled: true }, soon())
  expect(again).toMatchObject({ business_phone: '+14165550123', booking_enabled: true })
  expect(await users(id)).toHaveLength(1)
})

test('an e-mail another client has is a conflict, and adds nobody', async () => {
  const [first, second] = [randomUUID(), randomUUID()]
  const email = `${first}@broker.example`
  await clients.add({ id: first, email }, soon())
  const refused = clients.add({ id: second, email }, soon())
  await expect(refused).rejects.toMatchObject({ kind: 'conflict', code: 'email_exists' })
  expect(await clients.get(second, soon())).toBeUndefined()
})

test('clients are listed, changed and told apart from those who are not there', async () => {
  const id = randomUUID()
  await clients.add({ id, email: `${id}@broker.example` }, soon())
  expect((await clients.list(soon())).map((client) => client.id)).toContain(id)
  const moved = await clients.update(id, { timezone: 'America/Vancouver' }, soon())
  expect(moved).toMatchObject({ id, timezone: 'America/Vancouver' })
  expect(await clients.update(randomUUID(), { add_meet: true }, soon())).toBeUndefined()
  const wrong = clients.update(id, { timezone: 'Mars/Phobos' }, soon())
  await expect(wrong).rejects.toMatchObject({ kind: 'refused', code: '22023' })
})

test('a connection is noted, lost and taken back', async () => {
  const id = randomUUID()
  await clients.add({ id, email: `${id}@broker.example` }, soon())
  const at = Date.parse('2026-11-22T10:00:00Z')
  await clients.setConnection(id, { status: 'connected', account: 'a@gmail.example', at }, soon())
  const connected = await clients.get(id, soon())
  expect(connected).toMatchObject({ google_account: 'a@gmail.example', google_status: 'connected' })
  expect(Date.parse(connected?.connected_at ?? '')).toBe(at)
  await clients.setConnection(id, { status: 'lost' }, soon())
  expect(await clients.get(id, soon())).toMatchObject({
    google_account: 'a@gmail.example',
    google_status: 'lost',
  })
  await clients.setConnection(id, { status: 'none' }, soon())
  expect(await clients.get(id, soon())).toMatchObject({
    google_account: null,
    google_status: 'none',
    connected_at: null,
  })
})

test('an Auth that does not answer is unreachable', async () => {
  const nobody = operateClients(supabase({ url: 'http://127.0.0.1:9', serviceKey: 'x' }))
  const added = nobody.add({ id: randomUUID(), email: 'x@broker.example' }, soon())
  await expect(added).rejects.toMatchObject({ vendor: 'supabase', kind: 'unreachable' })
})
