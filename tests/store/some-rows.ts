import { testDatabase, type TestDatabase } from '../support/stack.ts'

/** Two clients, each with one row in every table. */
export const one = '00000000-0000-4000-8000-00000000000a'
const two = '00000000-0000-4000-8000-00000000000b'
const start = '2026-12-01T15:00:00Z'
const end = '2026-12-01T15:30:00Z'

/** For each table: a client's row, which column tells whose it is, and a change to it. */
export const tables = {
  clients: {
    owner: 'id',
    row: (client: string) => ({ id: client, email: `${client}@broker.example` }),
    change: { booking_enabled: true },
  },
  oauth_tokens: {
    owner: 'client_id',
    row: (client: string) => ({
      client_id: client,
      access_token_encrypted: 'v1.a',
      refresh_token_encrypted: 'v1.r',
      expires_at: start,
    }),
    change: { access_token_encrypted: 'mine' },
  },
  failure_logs: {
    owner: 'client_id',
    row: (client: string) => ({ client_id: client, error_type: 'twilio' }),
    change: { resolved: true },
  },
  client_agents: {
    owner: 'client_id',
    row: (client: string) => ({ agent: `agent_${client}`, client_id: client }),
    change: { agent: 'agent_other' },
  },
  oauth_states: {
    owner: 'client_id',
    row: (client: string) => ({
      state_hash: `hash ${client}`,
      client_id: client,
      verifier_encrypted: 'v1.v',
      browser_hash: 'b',
      expires_at: end,
    }),
    change: { used_at: start },
  },
  calendar_channels: {
    owner: 'client_id',
    row: (client: string) => ({ client_id: client, calendar_id: 'primary', due_at: start }),
    change: { attempts: 2 },
  },
  bookings: {
    owner: 'client_id',
    row: (client: string) => ({
      id: client,
      client_id: client,
      request_key: 'r1',
      start_at: start,
      end_at: end,
    }),
    change: { state: 'released' },
  },
} as const
export type Table = keyof typeof tables
export const names = Object.keys(tables) as Table[]

/** One request per verb on a table: on everything, on client one's row, and on client two's. */
export const verbs = (table: Table) => {
  const { owner, row, change } = tables[table]
  const own = `/${table}?${owner}=eq.${one}`
  const others = `/${table}?${owner}=eq.${two}`
  const all = `/${table}?${owner}=not.is.null`
  const fresh = { ...row(one), ...(table === 'oauth_tokens' ? { client_id: one } : {}) }
  return {
    selectAll: { method: 'GET', path: `/${table}` },
    selectOthers: { method: 'GET', path: others },
    insertOwn: { method: 'POST', path: `/${table}`, body: fresh },
    upsertOwn: {
      method: 'POST',
      path: `/${table}`,
      body: fresh,
      prefer: 'resolution=merge-duplicates',
    },
    updateOwn: { method: 'PATCH', path: own, body: change },
    updateOthers: { method: 'PATCH', path: others, body: change },
    updateAll: { method: 'PATCH', path: all, body: change },
    deleteOwn: { method: 'DELETE', path: own },
    deleteOthers: { method: 'DELETE', path: others },
    deleteAll: { method: 'DELETE', path: all },
  }
}
export type Verb = keyof ReturnType<typeof verbs>
export const verbNames = Object.keys(verbs('clients')) as Verb[]

/** A database where both clients have their rows. */
export type Rows = {
  database: TestDatabase
  /** Back to one row each. */
  reset(): Promise<void>
  /** The rows of a table as they are, whoever asks. */
  everything(table: Table): Promise<Record<string, unknown>[]>
  stop(): Promise<void>
}

export async function someRows(): Promise<Rows> {
  const database = await testDatabase()
  const quoted = (value: unknown) => `'${String(value).replaceAll("'", "''")}'`
  const insert = (table: Table, row: Record<string, unknown>) =>
    `insert into ${table} (${Object.keys(row).join()}) values (${Object.values(row).map(quoted).join()})`
  const statements = [one, two].flatMap((client) =>
    names.map((table) => insert(table, tables[table].row(client))),
  )
  const reset = ['truncate clients, failure_logs cascade', ...statements].join(';\n')
  return {
    database,
    async reset() {
      await database.pool.query(reset)
    },
    async everything(table) {
      const query = `select * from ${table} order by ${tables[table].owner}`
      return (await database.pool.query(query)).rows as Record<string, unknown>[]
    },
    stop: () => database.stop(),
  }
}
