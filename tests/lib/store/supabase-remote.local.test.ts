import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { supabaseRemote } from '../../../lib/store/supabase-remote.ts'
import { realRows, soon } from '../../support/real-rows.ts'

const real = realRows()

test('an insert that comes twice is written once', async () => {
  const remote = supabaseRemote(real.db)
  const id = randomUUID()
  const payload = { id, client_id: await real.addClient(), error_type: 'smtp' }
  const operation = { table: 'failure_logs', operation: 'insert', payload } as const
  for (let i = 0; i < 2; i++) expect(await remote.apply(operation, soon())).toBe('written')
  const { rows } = await real.database.pool.query('select 1 from failure_logs where id = $1', [id])
  expect(rows).toHaveLength(1)
})

test('an update loses to a row that changed since', async () => {
  const remote = supabaseRemote(real.db)
  const id = await real.addClient()
  const payload = { id, version: 1, google_status: 'lost' }
  const operation = { table: 'clients', operation: 'update', payload } as const
  expect(await remote.apply(operation, soon())).toBe('written')
  const older = { ...operation, payload: { ...payload, google_status: 'none' } }
  expect(await remote.apply(older, soon())).toBe('stale')
  expect(await real.clientRow(id)).toMatchObject({ google_status: 'lost', version: '2' })
})

test('a booking that collides is kept beside the other, and told of again when it comes twice', async () => {
  const remote = supabaseRemote(real.db)
  const clientId = await real.addClient()
  const booking = (id: string, version = 1) => ({
    id,
    clientId,
    requestKey: id,
    state: 'booked',
    version,
    slot: { start: 0, end: 1_800_000 },
    guards: true,
    calendarId: 'primary',
    attempt: 1,
    wish: { zone: 'UTC', customer: { name: 'Ada' } },
    answers: {},
    conflict: false,
  })
  const apply = (payload: Record<string, unknown>) =>
    remote.apply({ table: 'bookings', operation: 'insert', payload, clientId }, soon())
  const [first, second] = [randomUUID(), randomUUID()]
  expect(await apply(booking(first))).toBe('written')
  expect(await apply(booking(second))).toBe('conflict')
  expect(await apply(booking(second))).toBe('conflict')
  expect(await apply(booking(first, 3))).toBe('written')
  expect(await apply(booking(first, 2))).toBe('stale')
  const { rows } = await real.database.pool.query(
    'select id, conflict from bookings where client_id = $1',
    [clientId],
  )
  expect(rows).toHaveLength(2)
  expect(rows).toContainEqual({ id: second, conflict: true })
})

test('what Supabase will never take is refused for good', async () => {
  const payload = { id: randomUUID(), client_id: randomUUID(), error_type: 'smtp' }
  const apply = supabaseRemote(real.db).apply(
    { table: 'failure_logs', operation: 'insert', payload },
    soon(),
  )
  await expect(apply).rejects.toMatchObject({ kind: 'refused' })
  await supabaseRemote(real.db).ping(soon())
})
