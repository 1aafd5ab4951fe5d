import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { Hono } from 'hono'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { inProcessFetch } from '../../../lib/local/in-process.ts'
import { localControl } from '../../../lib/local/control.ts'
import {
  localSupabaseAuth,
  type LocalAuth,
} from '../../../lib/local/supabase-auth/supabase-auth.ts'

const url = 'http://supabase.test'
const serviceKey = 'service-key-for-tests'
const broker = { id: '11111111-1111-4111-8111-111111111111', email: 'broker@example.com' }
const now = Date.parse('2026-11-24T15:00:00Z')

let clock = turnedClock(now)
let stand: LocalAuth
let admin: SupabaseClient['auth']['admin']

function clientOf(auth: LocalAuth, key = serviceKey): SupabaseClient {
  const app = new Hono().route('/auth/v1', auth.app)
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: inProcessFetch(app) },
  })
}

beforeEach(() => {
  clock = turnedClock(now)
  stand = localSupabaseAuth({ serviceKey, url, control: localControl(() => clock.now()) })
  admin = clientOf(stand).auth.admin
})

describe('the admin API through supabase-js', () => {
  it('makes a user under the id we choose', async () => {
    const { data, error } = await admin.createUser({ ...broker, email_confirm: true })
    expect(error).toBeNull()
    expect(data.user).toMatchObject(broker)
    expect((await admin.getUserById(broker.id)).data.user).toMatchObject(broker)
    expect((await admin.listUsers()).data.users).toHaveLength(1)
  })

  it('refuses a second user with the same address, and says so', async () => {
    await admin.createUser(broker)
    const again = { email: broker.email, id: '22222222-2222-4222-8222-222222222222' }
    expect((await admin.createUser(again)).error).toMatchObject({
      status: 422,
      code: 'email_exists',
    })
  })

  it('does not make a user twice under one id', async () => {
    await admin.createUser(broker)
    const again = await admin.createUser({ ...broker, email: 'other@example.com' })
    expect(again.error).toMatchObject({ status: 500 })
    expect((await admin.getUserById(broker.id)).data.user?.email).toBe(broker.email)
  })

  it('refuses an id that is no UUID', async () => {
    const { error } = await admin.createUser({ ...broker, id: 'broker-1' })
    expect(error).toMatchObject({ status: 400 })
  })

  it('deletes a user once', async () => {
    await admin.createUser(broker)
    expect((await admin.deleteUser(broker.id)).error).toBeNull()
    expect((await admin.deleteUser(broker.id)).error).toMatchObject({ code: 'user_not_found' })
    expect((await admin.getUserById(broker.id)).error).toMatchObject({ status: 404 })
  })

  it('is closed without the service key', async () => {
    const { error } = await clientOf(stand, 'some-other-key').auth.admin.createUser(broker)
    expect(error).toMatchObject({ status: 401 })
  })

  it('can be made to fail', async () => {
    stand.control.inject({ on: 'auth.createUser', kind: 'status', status: 503 })
    expect((await admin.createUser(broker)).error).toMatchObject({ status: 503 })
    expect((await admin.createUser(broker)).error).toBeNull()
  })

  it('writes users where the database keeps them', async () => {
    const rows: { id: string; email: string }[] = []
    const query = async (text: string, [id = '', email = '']: string[]) => {
      if (text.startsWith('insert into auth.users')) rows.push({ id, email })
      return { rows: rows.filter((r) => r.id === id || r.email === email) }
    }
    const stand = localSupabaseAuth({ serviceKey, url, query })
    await clientOf(stand).auth.admin.createUser(broker)
    expect(rows).toEqual([broker])
    const again = { email: broker.email, id: '22222222-2222-4222-8222-222222222222' }
    const { error } = await clientOf(stand).auth.admin.createUser(again)
    expect(error).toMatchObject({ code: 'email_exists' })
  })
})

describe('access tokens', () => {
  it('verify against the published ES256 key', async () => {
    const jwks = (await (await stand.app.request('/.well-known/jwks.json')).json()) as JSONWebKeySet
    const verified = await jwtVerify(stand.accessToken(broker), createLocalJWKSet(jwks), {
      issuer: `${url}/auth/v1`,
      audience: 'authenticated',
      currentDate: new Date(now),
    })
    expect(verified.protectedHeader.alg).toBe('ES256')
    expect(verified.payload).toMatchObject({ sub: broker.id, role: 'authenticated' })
  })

  it('show their user until they expire, and no other', async () => {
    await admin.createUser(broker)
    const token = stand.accessToken(broker, 60)
    const { auth } = clientOf(stand)
    expect((await auth.getUser(token)).data.user).toMatchObject(broker)
    const altered = `${token.slice(0, -4)}AAAA`
    expect((await auth.getUser(altered)).error).toMatchObject({ status: 403 })
    await clock.advance(61_000)
    expect((await auth.getUser(token)).error).toMatchObject({ status: 403 })
  })
})
