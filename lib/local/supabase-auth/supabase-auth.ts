import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { localControl, type Control, type Fault } from '../control.ts'
import { strike } from '../strike.ts'
import { tokenSigner, type TokenSigner } from './signer.ts'
import { databaseUsers, memoryUsers, type AuthUser, type SqlQuery } from './users.ts'

/** What the Supabase Auth stand-in is made with. */
export type LocalAuthOptions = {
  /** The key the admin API asks for. */
  serviceKey: string
  /** Where Supabase is reached, without a trailing slash: tokens name `<url>/auth/v1` as issuer. */
  url: string
  /** Keeps users in the database's `auth.users`; in memory without it. */
  query?: SqlQuery
  /** A PEM file that keeps the signing key across restarts. */
  keyFile?: string
  control?: Control
}

/** The Supabase Auth stand-in. */
export type LocalAuth = {
  /** To be mounted at `/auth/v1`. */
  app: Hono
  control: Control
  jwks: TokenSigner['jwks']
  /** An access token, as the dashboard gets one when this user signs in. */
  accessToken(user: AuthUser, seconds?: number): string
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Answers like Supabase Auth: admin users, the signed-in user, the JWKS. */
export function localSupabaseAuth(options: LocalAuthOptions): LocalAuth {
  const control = options.control ?? localControl(() => Date.now())
  const users = options.query ? databaseUsers(options.query) : memoryUsers()
  const signer = tokenSigner(`${options.url}/auth/v1`, options.keyFile)
  const app = new Hono()
  app.onError((error) => {
    throw error
  })
  const operation = (name: string, act: (c: Context) => Response | Promise<Response>) => {
    const faulty = (c: Context, f: Fault) =>
      refuse(c, f.status ?? 500, f.reason ?? 'unexpected_failure')
    return (c: Context) => strike(control, c, { name, act, refuse: faulty })
  }
  app.get('/.well-known/jwks.json', (c) => c.json(signer.jwks))
  app.get(
    '/user',
    operation('auth.user', async (c) => {
      const id = signer.subjectOf(bearer(c), control.now())
      const user = id && (await users.get(id))
      return user ? c.json(shown(user)) : refuse(c, 403, 'bad_jwt')
    }),
  )
  app.use('/admin/*', async (c, next) =>
    bearer(c) === options.serviceKey ? next() : refuse(c, 401, 'not_admin'),
  )
  app.get(
    '/admin/users',
    operation('auth.listUsers', async (c) =>
      c.json({ users: (await users.list()).map(shown), aud: 'authenticated' }),
    ),
  )
  app.post(
    '/admin/users',
    operation('auth.createUser', async (c) => {
      const { id = randomUUID(), email } = await c.req.json<{ id?: string; email?: string }>()
      if (!email || !uuid.test(id)) return refuse(c, 400, 'validation_failed')
      const user = { id: id.toLowerCase(), email: email.toLowerCase() }
      const conflict = await users.add(user)
      if (conflict === 'email_exists') return refuse(c, 422, 'email_exists')
      // Auth itself runs into its primary key here and says no more than this.
      if (conflict === 'id_exists') return refuse(c, 500, 'unexpected_failure')
      return c.json(shown(user))
    }),
  )
  app.get(
    '/admin/users/:id',
    operation('auth.getUser', async (c) => {
      const user = await users.get(c.req.param('id') ?? '')
      return user ? c.json(shown(user)) : refuse(c, 404, 'user_not_found')
    }),
  )
  app.delete(
    '/admin/users/:id',
    operation('auth.deleteUser', async (c) =>
      (await users.remove(c.req.param('id') ?? '')) ? c.json({}) : refuse(c, 404, 'user_not_found'),
    ),
  )
  return {
    app,
    control,
    jwks: signer.jwks,
    accessToken: (user, seconds) => signer.accessToken(user, control.now(), seconds),
  }
}

function bearer(c: Context): string {
  return (c.req.header('Authorization') ?? '').replace(/^Bearer /i, '')
}

function refuse(c: Context, status: number, code: string): Response {
  return c.json({ code: status, error_code: code, msg: code.replaceAll('_', ' ') }, status as 400)
}

function shown({ id, email }: AuthUser): object {
  return {
    id,
    email,
    aud: 'authenticated',
    role: 'authenticated',
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {},
    identities: [],
  }
}
