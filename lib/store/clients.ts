import { LRUCache } from 'lru-cache'
import { systemClock, type Clock } from '../clock.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { perHost } from '../host.ts'
import { clientOf, type ClientRow } from './client-row.ts'
import type { Client } from './client.ts'
import { sharedFlights } from './shared-flights.ts'
import { hostSupabase, type Supabase } from './supabase.ts'

const freshMs = 5 * 60_000
const readMs = 2000
const mostClients = 5000

/** Clients, read through a cache. */
export type ClientStore = {
  /**
   * A client, at most five minutes old; older when Supabase cannot be asked and an older one is known.
   * Undefined when there is none. Throws VendorFailure('supabase', …), and SettingsError when the row's
   * scheduling settings cannot be used.
   */
  get(id: string, deadline: Deadline): Promise<Client | undefined>
  /** Makes the next `get` ask again. */
  forget(id: string): void
}

/** Rows last seen, kept where a restart does not lose them. */
export type ClientMirror = {
  read(id: string): Promise<ClientRow | undefined>
  write(row: ClientRow): Promise<void>
}

/** The process's clients. */
export const clientStore = perHost((queue) =>
  cachedClients({ db: hostSupabase(queue ? { queue } : {}), clock: systemClock }),
)

/** Clients of one database; all who ask for the same one at the same time share one request. */
export function cachedClients(options: {
  db: Supabase
  clock: Clock
  mirror?: ClientMirror
}): ClientStore {
  const { db, clock, mirror } = options
  const known = new LRUCache<string, { client: Client; at: number }>({ max: mostClients })
  const flights = sharedFlights<Client | undefined>()

  async function read(id: string): Promise<Client | undefined> {
    const row = await readRow(db, id, deadlineIn(clock, readMs))
    if (!row) {
      known.delete(id)
      return undefined
    }
    await mirror?.write(row)
    const client = clientOf(row)
    known.set(id, { client, at: clock.now() })
    return client
  }

  async function lastKnown(id: string): Promise<Client | undefined> {
    const kept = known.get(id)?.client
    if (kept) return kept
    const row = await mirror?.read(id)
    return row && clientOf(row)
  }

  return {
    async get(id, deadline) {
      const kept = known.get(id)
      if (kept && clock.now() - kept.at < freshMs) return kept.client
      try {
        return await flights.share(id, deadline, () => read(id))
      } catch (error) {
        const older = isOutage(error) ? await lastKnown(id) : undefined
        if (!older) throw error
        return older
      }
    },
    forget: (id) => void known.delete(id),
  }
}

/** A client's row as it is. */
export async function readRow(
  db: Supabase,
  id: string,
  deadline: Deadline,
): Promise<ClientRow | undefined> {
  const asked = db.from('clients').select().eq('id', id).abortSignal(deadline.signal)
  const { data } = await asked.maybeSingle().throwOnError()
  return data ?? undefined
}

function isOutage(error: unknown): boolean {
  return error instanceof VendorFailure && ['unreachable', 'timeout', 'server'].includes(error.kind)
}
