/** A user of the dashboard, as Supabase Auth knows them. */
export type AuthUser = { id: string; email: string }

/** Why a user was not added. */
export type UserConflict = 'email_exists' | 'id_exists'

/** Where the stand-in keeps its users. */
export type AuthUsers = {
  add(user: AuthUser): Promise<UserConflict | undefined>
  get(id: string): Promise<AuthUser | undefined>
  list(): Promise<AuthUser[]>
  /** False when there is no such user. */
  remove(id: string): Promise<boolean>
}

/** Runs one SQL statement with `$1`-style parameters, as `pg` does. */
export type SqlQuery = (
  text: string,
  values: string[],
) => Promise<{ rows: Record<string, unknown>[] }>

/** Users in memory. */
export function memoryUsers(): AuthUsers {
  const users = new Map<string, AuthUser>()
  return {
    async add(user) {
      if (users.has(user.id)) return 'id_exists'
      if ([...users.values()].some((u) => u.email === user.email)) return 'email_exists'
      users.set(user.id, user)
      return undefined
    },
    get: async (id) => users.get(id),
    list: async () => [...users.values()],
    remove: async (id) => users.delete(id),
  }
}

/** Users in the database's `auth.users`, where the new-user trigger sees them. */
export function databaseUsers(query: SqlQuery): AuthUsers {
  const user = (row: Record<string, unknown>): AuthUser => ({
    id: String(row['id']),
    email: String(row['email']),
  })
  return {
    async add({ id, email }) {
      const same = await query('select id from auth.users where id = $1 or email = $2', [id, email])
      if (same.rows.some((row) => row['id'] === id)) return 'id_exists'
      if (same.rows.length > 0) return 'email_exists'
      await query('insert into auth.users (id, email) values ($1, $2)', [id, email])
      return undefined
    },
    async get(id) {
      const { rows } = await query('select id, email from auth.users where id = $1', [id])
      return rows[0] && user(rows[0])
    },
    async list() {
      const { rows } = await query('select id, email from auth.users order by email', [])
      return rows.map(user)
    },
    async remove(id) {
      const { rows } = await query('delete from auth.users where id = $1 returning id', [id])
      return rows.length > 0
    },
  }
}
