import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../support/stack.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

async function signUp(id: string, email: string | null) {
  await database.pool.query('insert into auth.users (id, email) values ($1, $2)', [id, email])
}

async function clients(id: string) {
  const { rows } = await database.pool.query(
    'select id, email, booking_enabled, google_status from clients where id = $1',
    [id],
  )
  return rows as Record<string, unknown>[]
}

test('a new user is a client with the same id, who cannot be booked yet', async () => {
  const id = randomUUID()
  await signUp(id, `${id}@broker.example`)
  expect(await clients(id)).toEqual([
    { id, email: `${id}@broker.example`, booking_enabled: false, google_status: 'none' },
  ])
})

test('a client added before their user keeps their row', async () => {
  const id = randomUUID()
  await database.pool.query(
    'insert into clients (id, email, booking_enabled) values ($1, $2, true)',
    [id, 'kept@broker.example'],
  )
  await signUp(id, 'other@broker.example')
  expect(await clients(id)).toMatchObject([{ email: 'kept@broker.example', booking_enabled: true }])
})

test.each([
  ['an e-mail another client has', 'taken@broker.example'],
  ['no e-mail', null],
  ['an e-mail no client may have', 'odd address'],
])('a sign-up with %s stands, without a client', async (_, email) => {
  await database.pool.query(
    'insert into clients (id, email) values ($1, $2) on conflict do nothing',
    [randomUUID(), 'taken@broker.example'],
  )
  const id = randomUUID()
  await signUp(id, email)
  const { rows } = await database.pool.query('select email from auth.users where id = $1', [id])
  expect(rows).toEqual([{ email }])
  expect(await clients(id)).toEqual([])
})

test('a client who leaves takes their rows along, but not the failures', async () => {
  const id = randomUUID()
  const failure = randomUUID()
  await database.pool.query('insert into clients (id, email) values ($1, $2)', [
    id,
    `${id}@broker.example`,
  ])
  await database.pool.query(
    "insert into failure_logs (id, client_id, error_type) values ($1, $2, 'twilio')",
    [failure, id],
  )
  await database.pool.query(
    "insert into bookings (id, client_id, request_key, start_at, end_at) values ($1, $1, 'r', now(), now() + interval '1 hour')",
    [id],
  )
  await database.pool.query('delete from clients where id = $1', [id])
  const left = await database.pool.query(
    'select client_id, (select count(*)::int from bookings where client_id = $2) as bookings from failure_logs where id = $1',
    [failure, id],
  )
  expect(left.rows).toEqual([{ client_id: null, bookings: 0 }])
})
