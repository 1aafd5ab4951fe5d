import { randomUUID } from 'node:crypto'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn, type Deadline } from '../../../lib/deadline.ts'
import { supabase, type Supabase } from '../../../lib/store/supabase.ts'
import { testDatabase, type TestDatabase } from '../../support/stack.ts'

export const soon = (): Deadline => deadlineIn(systemClock, 20_000)

/** A database of its own and the real client on it. */
export type RealRows = {
  db: Supabase
  database: TestDatabase
  /** A client to hang rows on, connected unless told otherwise. */
  addClient(status?: string): Promise<string>
  clientRow(id: string): Promise<Record<string, unknown> | undefined>
  stop(): Promise<void>
}

export async function realRows(): Promise<RealRows> {
  const database = await testDatabase()
  return {
    database,
    db: supabase({ url: database.restUrl, serviceKey: database.serviceKey }),
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
    stop: () => database.stop(),
  }
}
