import { LRUCache } from 'lru-cache'
import { systemClock, type Clock } from '../clock.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import { perHost } from '../host.ts'
import { closedForHolidays } from './client-holidays.ts'
import { clientOf, type ClientRow } from './client-row.ts'
import type { Client } from './client.ts'
import type { Mirror } from './queue.ts'
import { sharedFlights } from './shared-flights.ts'
import { isOutage } from './supabase-circuit.ts'
import { hostSupabase, type Supabase } from './supabase.ts'

const freshMs = 5 * 60_000
const readMs = 2000
/** How long a newer row is waited for when an older one is known. */
const patienceMs = 700
const mostClients = 5000

/** Clients, read through a cache. */
export type ClientStore = {
  /**
   * A client, at most five minutes old; older when Supabase does not answer and an older one is known, also
   * from before a restart. Undefined when there is none. Throws VendorFailure('supabase', …), and
   * SettingsError when the row's scheduling settings cannot be used.
   */
  get(id: string, deadline: Deadline): Promise<Client | undefined>
  /** Makes the next `get` ask again. */
  forget(id: string): void
}

/** The process's clients. */
export const clientStore = perHost((queue) =>
  cachedClients({
    db: hostSupabase(queue ? { queue } : {}),
    clock: systemClock,
    ...(queue && { mirror: queue.mirror }),
  }),
)

/** Clients of one database; all who ask for the same one at the same time share one request. */
export function cachedClients(options: {
  db: Supabase
  clock: Clock
  mirror?: Mirror
}): ClientStore {
  const { db, clock, mirror } = options
  const known = new LRUCache<string, { client: Client; at: number }>({ max: mostClients })
  const flights = sharedFlights<Client | undefined>()

  async function read(id: string): Promise<Client | undefined> {
    const row = await readRow(db, id, deadlineIn(clock, readMs))
    if (!row) {
      known.delete(id)
      mirror?.remove('client', id)
      return undefined
    }
    mirror?.put('client', id, row, clock.now())
    const client = clientOf(row)
    known.set(id, { client, at: clock.now() })
    return client
  }

  function lastKnown(id: string): Client | undefined {
    const kept = known.get(id)?.client
    if (kept) return kept
    const mirrored = mirror?.get('client', id)
    // Only `read` above writes these, always whole rows.
    return mirrored && clientOf(mirrored.row as ClientRow)
  }

  async function newest(id: string, deadline: Deadline): Promise<Client | undefined> {
    const kept = known.get(id)
    if (kept && clock.now() - kept.at < freshMs) return kept.client
    const older = lastKnown(id)
    try {
      const patience = older ? deadline.within(patienceMs) : deadline
      return await flights.share(id, patience, () => read(id))
    } catch (error) {
      if (older && isOutage(error)) return older
      throw error
    }
  }

  return {
    async get(id, deadline) {
      const client = await newest(id, deadline)
      return client && closedForHolidays(client, clock.now())
    },
    forget: (id) => void known.delete(id),
  }
}

/** A client's row as it is. */
export async function readRow(
  db: Supabase,
  id: string,
  { signal }: Deadline,
): Promise<ClientRow | undefined> {
  const asked = db.from('clients').select().eq('id', id).abortSignal(signal)
  const { data } = await asked.maybeSingle().throwOnError()
  return data ?? undefined
}
