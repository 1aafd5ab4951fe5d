import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rest } from './rest.ts'
import {
  names,
  one,
  someRows,
  tables,
  verbNames,
  verbs,
  type Rows,
  type Table,
  type Verb,
} from './some-rows.ts'

let rows: Rows
beforeAll(async () => {
  rows = await someRows()
})
afterAll(() => rows.stop())
beforeEach(() => rows.reset())

/** What client one may do; everything not named here is refused by right, not merely without effect. */
const allowed: Partial<Record<Table, Partial<Record<Verb, number>>>> = {
  clients: { selectAll: 1, selectOthers: 0, updateOwn: 1, updateOthers: 0, updateAll: 1 },
  bookings: { selectAll: 1, selectOthers: 0 },
}

describe.each(names)('%s', (table) => {
  test.each(verbNames)('nobody without a key: %s is refused', async (verb) => {
    const before = await rows.everything(table)
    const answer = await rest(rows.database.socketPath, {
      key: rows.database.anonKey,
      ...verbs(table)[verb],
    })
    expect(answer).toEqual({ status: 401, code: '42501', rows: [] })
    expect(await rest(rows.database.socketPath, verbs(table)[verb])).toEqual(answer)
    expect(await rows.everything(table)).toEqual(before)
  })

  test.each(verbNames)('a signed-in client: %s reaches own rows at most', async (verb) => {
    const before = await rows.everything(table)
    const answer = await rest(rows.database.socketPath, {
      key: rows.database.userKey(one),
      ...verbs(table)[verb],
    })
    const reach = allowed[table]?.[verb]
    const { owner } = tables[table]
    expect({ ...answer, rows: answer.rows.map((row) => row[owner]) }).toEqual(
      reach === undefined
        ? { status: 403, code: '42501', rows: [] }
        : { status: 200, rows: Array(reach).fill(one) },
    )
    const after = await rows.everything(table)
    const changed = verb.startsWith('update') && reach === 1 ? one : undefined
    const untouched = (all: typeof after) => all.filter((row) => row[owner] !== changed)
    expect(untouched(after)).toEqual(untouched(before))
    expect(after).toHaveLength(2)
  })

  test('a signed-in user who is no client sees and changes nothing', async () => {
    const before = await rows.everything(table)
    for (const verb of verbNames) {
      const answer = await rest(rows.database.socketPath, {
        key: rows.database.userKey(randomUUID()),
        ...verbs(table)[verb],
      })
      expect(answer.rows).toEqual([])
    }
    expect(await rows.everything(table)).toEqual(before)
  })

  test('the service reads, adds, changes and removes rows of everybody', async () => {
    const key = rows.database.serviceKey
    const { selectAll, updateAll, deleteOwn, insertOwn } = verbs(table)
    expect((await rest(rows.database.socketPath, { key, ...selectAll })).rows).toHaveLength(2)
    // One agent cannot be two clients'.
    const update = table === 'client_agents' ? verbs(table).updateOwn : updateAll
    expect((await rest(rows.database.socketPath, { key, ...update })).status).toBe(200)
    expect((await rest(rows.database.socketPath, { key, ...deleteOwn })).rows).toHaveLength(1)
    if (table === 'clients') return
    await rows.database.pool.query(
      'insert into clients (id, email) values ($1, $2) on conflict do nothing',
      [one, 'x@broker.example'],
    )
    expect((await rest(rows.database.socketPath, { key, ...insertOwn })).status).toBe(201)
  })
})
