import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signJwt } from '../../lib/local/keys.ts'
import { rest } from './rest.ts'
import { one, someRows, tables, type Rows } from './some-rows.ts'

let rows: Rows
beforeAll(async () => {
  rows = await someRows()
})
afterAll(() => rows.stop())
beforeEach(() => rows.reset())

describe('keys', () => {
  const forged = () => [
    signJwt({ role: 'service_role' }, 'another secret of thirty-two letters'),
    signJwt({ role: 'authenticated', sub: one, exp: 1 }, rows.database.jwtSecret),
    signJwt({ role: 'postgres' }, rows.database.jwtSecret),
    `${rows.database.serviceKey.split('.').slice(0, 2).join('.')}.`,
    'not a token',
  ]
  test('a forged, expired or overreaching key reads nothing', async () => {
    for (const key of forged()) {
      const answer = await rest(rows.database.socketPath, { key, method: 'GET', path: '/clients' })
      expect([401, 403]).toContain(answer.status)
      expect(answer.rows).toEqual([])
    }
  })

  test('without a subject a signed-in key sees no row', async () => {
    const key = signJwt({ role: 'authenticated' }, rows.database.jwtSecret)
    for (const table of ['clients', 'bookings']) {
      const answer = await rest(rows.database.socketPath, { key, method: 'GET', path: `/${table}` })
      expect(answer).toEqual({ status: 200, rows: [] })
    }
  })
})

describe('functions', () => {
  const calls = {
    claim_booking: { claim: { ...tables.bookings.row(one), id: randomUUID() }, rules: {} },
    move_booking: { change: { id: one, client_id: one, version: 1 }, rules: {} },
    advance_booking: { change: { id: one, client_id: one, version: 1, state: 'released' } },
    adopt_booking: {
      booking: {
        ...tables.bookings.row(one),
        version: 9,
        state: 'released',
        guards: true,
        calendar_id: 'primary',
        attempt: 1,
        answers: {},
        conflict: false,
      },
    },
    find_booking: { client: one, request: 'r1', call: null },
  }

  test('are all known here', async () => {
    const known = await rows.database.pool.query(
      "select proname from pg_proc where pronamespace = 'public'::regnamespace order by proname",
    )
    expect(known.rows.map((row: { proname: string }) => row.proname)).toEqual(
      Object.keys(calls).sort(),
    )
  })

  test.each(Object.entries(calls))('%s is the service’s alone', async (name, body) => {
    const asked = { method: 'POST', path: `/rpc/${name}`, body }
    for (const key of [rows.database.anonKey, rows.database.userKey(one)]) {
      const answer = await rest(rows.database.socketPath, { key, ...asked })
      expect(answer.code).toBe('42501')
    }
    const before = await rows.everything('bookings')
    expect(before).toHaveLength(2)
    const served = await rest(rows.database.socketPath, { key: rows.database.serviceKey, ...asked })
    expect(served.status).toBe(200)
  })

  test('of schema private and tables of schema auth are not offered to anybody', async () => {
    for (const path of ['/rpc/lock_client', '/rpc/write_booking', '/users', '/schema_migrations']) {
      const answer = await rest(rows.database.socketPath, {
        key: rows.database.serviceKey,
        method: path.startsWith('/rpc') ? 'POST' : 'GET',
        path,
        body: path.startsWith('/rpc') ? {} : undefined,
      })
      expect(answer.status).toBe(404)
    }
  })
})
