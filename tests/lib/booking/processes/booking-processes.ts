import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../../lib/clock.ts'
import { localControl } from '../../../../lib/local/control.ts'
import { googleStandIn } from '../../../../lib/local/google/stand-in.ts'
import { listen } from '../../../listen.ts'
import { grantedAccess } from './granted-access.ts'
import { startProcess } from './start-process.ts'

const id = '11111111-1111-4111-8111-111111111111'

/** A queue file and a Google of their own, and processes that book over them. */
export async function bookingProcesses() {
  const folder = mkdtempSync(join(tmpdir(), 'booking-'))
  const file = join(folder, 'queue.db')
  const control = localControl(() => systemClock.now())
  const google = googleStandIn({ control })
  const server = await listen(google.app)
  const accessToken = grantedAccess(google, 'broker@example.com')
  const brokers = [{ id, accessToken, phone: '+14165550100' }]
  const places = { file, shiftMs: 0, brokers, googleUrl: server.url }
  return {
    control,
    /** Starts a process; resolves when it is ready. */
    async start() {
      const process = await startProcess('booking-process', places)
      return {
        /** How a request ended; undefined when the process died at it. */
        book: async (wanted: { call: string; start: number }) =>
          (await process.book({ clientId: id, key: randomUUID(), ...wanted })).outcome,
        kill: () => process.kill(),
      }
    },
    /** Events that stand. */
    standing: () => google.events().filter((event) => event.status !== 'cancelled'),
    async end() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
