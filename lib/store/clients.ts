import { LRUCache } from 'lru-cache'
import { systemClock, type Clock } from '../clock.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import { perHost } from '../host.ts'
import { closedForHolidays } from './client-holidays.ts'
import { clientOf, type ClientRow } from './client-row.ts'
import type { Client } from './client.ts'
import { meters } from '../metrics/meters.ts'
import type { Mirror } from './queue.ts'
import { sharedFlights } from './shared-flights.ts'
import { isOutage } from './supabase-circuit.ts'
import { hostSupabase, type Supabase } from './supabase.ts'

const freshMs = 5 * 60_000
/** From this age on a client in use is read again behind the answers, so that nobody waits for it. */
const aheadMs = 4 * 60_000
const readMs = 2000
/** How long a newer row is waited for when an older one is known. */
const patienceMs = 600
/** After Supabase did not answer nobody waits for it for this long who is known from before. */
const outageMs = 30_000
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
export const clientStore = perHost((host, queue) =>
  cachedClients({
    db: hostSupabase(host),
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
  let failedAt = Number.NEGATIVE_INFINITY

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

  function mirrored(id: string): Client | undefined {
    const found = mirror?.get('client', id)
    // Only `read` above writes these, always whole rows.
    return found && clientOf(found.row as ClientRow)
  }

  const fly = (id: string, deadline: Deadline) => flights.share(id, deadline, () => read(id))

  /** Reads without anybody waiting: a failure is met again by the first who must wait. */
  function readBehind(id: string): void {
    fly(id, deadlineIn(clock, readMs)).catch((error: unknown) => {
      if (isOutage(error)) failedAt = clock.now()
    })
  }

  async function newest(id: string, deadline: Deadline): Promise<Client | undefined> {
    const now = clock.now()
    const kept = known.get(id)
    const older = kept?.client ?? mirrored(id)
    const isFresh = kept !== undefined && now - kept.at < freshMs
    meters().looked('clients', isFresh)
    if (older && (isFresh || now - failedAt < outageMs)) {
      if (!isFresh || now - kept.at >= aheadMs) readBehind(id)
      return older
    }
    try {
      return await fly(id, older ? deadline.within(patienceMs) : deadline)
    } catch (error) {
      if (!older || !isOutage(error)) throw error
      failedAt = clock.now()
      return older
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
