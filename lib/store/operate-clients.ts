import type { Deadline } from '../deadline.ts'
import { ensureAuthUser } from './auth-users.ts'
import type { ClientRow } from './client-row.ts'
import { readRow } from './clients.ts'
import type { Database } from './database.types.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

/** What an operator may set of a client. */
export type ClientChange = Omit<
  Database['public']['Tables']['clients']['Update'],
  'id' | 'version' | 'created_at' | 'updated_at'
>

/** Clients as an operator handles them. Throws VendorFailure('supabase', …); `conflict`: the e-mail is another's. */
export type ClientOperations = {
  /**
   * Adds a client under an id of our choice: the Supabase Auth user first, so that they can sign in to the
   * dashboard, then the row. The same id and e-mail again change what differs.
   */
  add(client: ClientChange & { id: string; email: string }, deadline: Deadline): Promise<ClientRow>
  list(deadline: Deadline): Promise<ClientRow[]>
  get(id: string, deadline: Deadline): Promise<ClientRow | undefined>
  /** Undefined when there is no such client. */
  update(id: string, change: ClientChange, deadline: Deadline): Promise<ClientRow | undefined>
  /** Notes the Google account that gave consent, or that there is none any more. */
  setConnection(
    id: string,
    connection: { status: 'connected'; account: string; at: number } | { status: 'none' | 'lost' },
    deadline: Deadline,
  ): Promise<void>
}

/** The operations on one database. */
export function operateClients(db: Supabase): ClientOperations {
  async function update(id: string, change: ClientChange, { signal }: Deadline) {
    const asked = db.from('clients').update(change).eq('id', id).select().abortSignal(signal)
    const { data } = await asked.maybeSingle().throwOnError()
    return data ?? undefined
  }
  return {
    async add(client, deadline) {
      await ensureAuthUser(db, client)
      const asked = db.from('clients').upsert(client).select().abortSignal(deadline.signal)
      const { data } = await asked.single().throwOnError()
      return data
    },
    async list({ signal }) {
      const asked = db.from('clients').select().order('created_at').abortSignal(signal)
      return (await asked.throwOnError()).data
    },
    get: (id, deadline) => readRow(db, id, deadline),
    update,
    async setConnection(id, connection, deadline) {
      const columns =
        connection.status === 'connected'
          ? {
              google_status: 'connected',
              google_account: connection.account,
              connected_at: isoUtc(connection.at),
            }
          : connection.status === 'lost'
            ? { google_status: 'lost' }
            : { google_status: 'none', google_account: null, connected_at: null }
      await update(id, columns, deadline)
    },
  }
}
