import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { oauthTokens } from '../../../lib/store/oauth-tokens.ts'
import { supabase } from '../../../lib/store/supabase.ts'
import { tokenRows, type TokenRow, type TokenRows } from '../../../lib/store/token-rows.ts'
import { keyring } from '../../../lib/tokens/envelope.ts'
import { rotateTokens } from '../../../lib/tokens/rotate-tokens.ts'
import { openRefreshToken, openToken, sealTokens } from '../../../lib/tokens/sealed-tokens.ts'
import { testDatabase, type TestDatabase } from '../../support/stack.ts'

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)]
const before = keyring(oldKey)
const after = keyring(newKey, [oldKey])
const onlyNew = keyring(newKey)
const expiresAt = Date.UTC(2026, 10, 22, 15)
const unreadable = { vendor: 'google', code: 'unreadable_token' }

let database: TestDatabase
let db: ReturnType<typeof supabase>
let rows: TokenRows
let clients: string[]

const deadline = () => deadlineIn(systemClock, 10_000)
const plain = (id: string) => ({
  accessToken: `access ${id}`,
  refreshToken: `refresh ${id}`,
  expiresAt,
})

beforeAll(async () => {
  database = await testDatabase()
  db = supabase({ url: database.restUrl, serviceKey: database.serviceKey })
  rows = tokenRows(db)
})
afterAll(() => database.stop())

beforeEach(async () => {
  await database.pool.query('delete from clients')
  clients = Array.from({ length: 230 }, () => randomUUID())
  await database.pool.query(
    `insert into clients (id, email) select id, id || '@example.com' from unnest($1::uuid[]) as id`,
    [clients],
  )
  const sealed = clients.map((id) => sealTokens(before, id, plain(id)))
  await database.pool.query(
    `insert into oauth_tokens (client_id, access_token_encrypted, refresh_token_encrypted, expires_at)
     select *, now() from unnest($1::uuid[], $2::text[], $3::text[])`,
    [clients, sealed.map(({ access }) => access), sealed.map(({ refresh }) => refresh)],
  )
})

async function expectAllOpen(): Promise<void> {
  const store = oauthTokens(db)
  for (const id of clients) {
    const stored = await store.get(id, deadline())
    if (!stored) throw new Error(`no tokens of ${id}`)
    expect(openToken(onlyNew, id, stored)).toBe(`access ${id}`)
    expect(openRefreshToken(onlyNew, id, stored)).toBe(`refresh ${id}`)
  }
}

test('a rotation seals every token with the new key, and a second one finds nothing to do', async () => {
  expect(await rotateTokens(rows, after, deadline)).toEqual({
    resealed: 230,
    current: 0,
    changed: 0,
    unreadable: [],
  })
  await expectAllOpen()
  expect(await rotateTokens(rows, after, deadline)).toMatchObject({ resealed: 0, current: 230 })
})

test('a rotation that was cut off goes on where it stopped, with every token readable meanwhile', async () => {
  let left = 120
  const dying: TokenRows = {
    page: (asked, until) => rows.page(asked, until),
    async replace(row, until) {
      left -= 1
      if (left < 0) throw new Error('killed')
      return rows.replace(row, until)
    },
  }
  await expect(rotateTokens(dying, after, deadline)).rejects.toThrow('killed')
  const store = oauthTokens(db)
  for (const id of clients) {
    const stored = await store.get(id, deadline())
    expect(stored && openToken(after, id, stored)).toBe(`access ${id}`)
  }
  expect(await rotateTokens(rows, after, deadline)).toMatchObject({ resealed: 110, current: 120 })
  await expectAllOpen()
})

test('two rotations at once do no harm', async () => {
  const both = await Promise.all([
    rotateTokens(rows, after, deadline),
    rotateTokens(rows, after, deadline),
  ])
  for (const { unreadable: lost } of both) expect(lost).toEqual([])
  await expectAllOpen()
})

test('a token refreshed while it is rotated stays the refreshed one', async () => {
  const [first = ''] = clients.toSorted()
  const store = oauthTokens(db)
  const refreshing: TokenRows = {
    page: (asked, until) => rows.page(asked, until),
    async replace(row, until) {
      if (row.clientId === first) {
        const fresh = { accessToken: 'fresher', refreshToken: 'newer', expiresAt }
        await store.put(first, sealTokens(after, first, fresh), until)
      }
      return rows.replace(row, until)
    },
  }
  expect(await rotateTokens(refreshing, after, deadline)).toMatchObject({
    changed: 1,
    resealed: 229,
  })
  const stored = await store.get(first, deadline())
  expect(stored && openToken(onlyNew, first, stored)).toBe('fresher')
})

/** Changes a row past every rule, as somebody with the database could. */
async function tamper(change: (a: TokenRow, b: TokenRow) => Partial<TokenRow>): Promise<string> {
  const [a, b] = await rows.page({ after: undefined, limit: 2 }, deadline())
  if (!a || !b) throw new Error('two rows are needed')
  await rows.replace({ ...a, ...change(a, b) }, deadline())
  return a.clientId
}

test.each<[string, (a: TokenRow, b: TokenRow) => Partial<TokenRow>]>([
  ['another client’s', (_, b) => ({ access: b.access, refresh: b.refresh })],
  ['another column’s', (a) => ({ access: a.refresh, refresh: a.access })],
  ['cut short', (a) => ({ access: a.access.slice(0, -4), refresh: a.refresh.slice(0, -4) })],
  [
    'flipped',
    (a) => {
      const flip = (text: string) =>
        text.slice(0, -3) + (text.at(-3) === 'A' ? 'B' : 'A') + text.slice(-2)
      return { access: flip(a.access), refresh: flip(a.refresh) }
    },
  ],
  [
    'sealed with a key nobody knows',
    (a) => {
      const { access, refresh } = sealTokens(
        keyring(randomBytes(32)),
        a.clientId,
        plain(a.clientId),
      )
      return { access, refresh }
    },
  ],
  ['plain text', () => ({ access: 'ya29.plain', refresh: '1//plain' })],
])(
  'a stored token that is %s is refused, named by a rotation and left alone',
  async (_, change) => {
    const id = await tamper(change)
    const stored = await oauthTokens(db).get(id, deadline())
    if (!stored) throw new Error('no tokens')
    expect(() => openToken(after, id, stored)).toThrow(expect.objectContaining(unreadable) as Error)
    expect(() => openRefreshToken(after, id, stored)).toThrow(
      expect.objectContaining(unreadable) as Error,
    )
    expect(await rotateTokens(rows, after, deadline)).toMatchObject({
      resealed: 229,
      unreadable: [id],
    })
    expect(await oauthTokens(db).get(id, deadline())).toEqual(stored)
  },
)
