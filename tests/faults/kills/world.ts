import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../lib/clock.ts'
import { openQueue } from '../../../lib/store/sqlite-queue.ts'
import { grantedAccess } from '../../lib/booking/processes/granted-access.ts'
import { startProcess } from '../../lib/booking/processes/start-process.ts'
import { testDatabase } from '../../support/stack.ts'
import { watchFile, watchPostgres } from './watch.ts'
import { vendors } from './vendors.ts'

/** Two brokers, each with a calendar and a phone of their own. */
export const brokers = ['1', '2'].map((n) => ({
  id: `${n.repeat(8)}-${n.repeat(4)}-4${n.repeat(3)}-8${n.repeat(3)}-${n.repeat(12)}`,
  account: `broker-${n}@example.com`,
  phone: `+1416555010${n}`,
}))

/** All that a booking process talks to, and processes over it. */
export async function killWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'))
  const file = join(folder, 'queue.db')
  const database = await testDatabase()
  const { pool, serviceKey } = database
  for (const { id, account } of brokers) {
    await pool.query('insert into clients (id, email) values ($1, $2)', [id, account])
  }
  await watchPostgres(pool)
  openQueue({ file, clock: systemClock }).close()
  watchFile(file)
  const around = await vendors(database.socketPath)
  const { google, places } = around
  const supabase = { ...places.supabase, serviceKey }

  /** Starts a process whose clock, and the vendors', is `shiftMs` ahead; resolves when it is ready. */
  function start(shiftMs: number) {
    around.turnTo(shiftMs)
    const granted = brokers.map(({ id, account, phone }) => ({
      id,
      phone,
      accessToken: grantedAccess(google, account),
    }))
    const given = { ...places, supabase, file, shiftMs, brokers: granted }
    // Most of a start would otherwise be compiling.
    return startProcess('whole-process', given, { NODE_COMPILE_CACHE: join(folder, 'compiled') })
  }

  return {
    ...around,
    file,
    pool,
    start,
    async end() {
      await around.end()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type KillWorld = Awaited<ReturnType<typeof killWorld>>
