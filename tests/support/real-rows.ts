import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { deadlineIn, type Deadline } from '../../lib/deadline.ts'
import { supabase, type Supabase } from '../../lib/store/supabase.ts'
import { testDatabase, type TestDatabase } from './stack.ts'

/** A deadline no test reaches. */
export const soon = (): Deadline => deadlineIn(systemClock, 20_000)

/** A database of its own and the real client on it: there while the file's tests run. */
export type RealRows = {
  readonly db: Supabase
  readonly database: TestDatabase
  /** A client to hang rows on, connected unless told otherwise. */
  addClient(status?: string): Promise<string>
  clientRow(id: string): Promise<Record<string, unknown> | undefined>
}

/** Opens a database before a file's tests and closes it behind them. */
export function realRows(): RealRows {
  let database: TestDatabase
  let db: Supabase
  beforeAll(async () => {
    database = await testDatabase()
    db = supabase({ url: database.restUrl, serviceKey: database.serviceKey })
  })
  afterAll(() => database.stop())
  return {
    get database() {
      return database
    },
    get db() {
      return db
    },
    async addClient(status = 'connected') {
      const id = randomUUID()
      const email = `${id}@broker.example`
      const add = 'insert into clients (id, email, google_status) values ($1, $2, $3)'
      await database.pool.query(add, [id, email, status])
      return id
    },
    async clientRow(id) {
      const { rows } = await database.pool.query('select * from clients where id = $1', [id])
      return rows[0] as Record<string, unknown> | undefined
    },
  }
}
