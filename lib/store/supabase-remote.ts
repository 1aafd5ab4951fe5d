import type { Booking } from '../booking/booking.ts'
import type { Deadline } from '../deadline.ts'
import { bookings } from './bookings.ts'
import type { PendingOperation } from './queue.ts'
import type { Applied, Remote } from './remote.ts'
import type { Supabase } from './supabase.ts'

/** The column that names a row, where it is not `id`: one token row a client, and an agent is its own name. */
const keys: Record<string, string> = { oauth_tokens: 'client_id', client_agents: 'agent' }

/** Queued operations on one database. */
export function supabaseRemote(db: Supabase): Remote {
  const claims = bookings(db)
  // Whoever queued the operation knew the table; the generated types cannot follow a name held in a row.
  const table = (name: string) => db.from(name as 'clients')

  async function adopt(booking: Booking, deadline: Deadline): Promise<Applied> {
    const { booking: kept } = await claims.adopt(booking, deadline)
    if (kept.version > booking.version) return 'stale'
    return kept.conflict && !booking.conflict ? 'conflict' : 'written'
  }

  async function insert({ table: name, payload }: PendingOperation, { signal }: Deadline) {
    const onConflict = keys[name] ?? 'id'
    const row = payload as { id: string; email: string }
    const put = table(name).upsert(row, { onConflict, ignoreDuplicates: true })
    await put.abortSignal(signal).throwOnError()
    return 'written' as const
  }

  async function update({ table: name, payload }: PendingOperation, { signal }: Deadline) {
    const key = keys[name] ?? 'id'
    const { [key]: id, version, ...change } = payload
    const named = table(name)
      .update(change as { email: string })
      .eq(key as 'id', String(id))
    const asked = version === undefined ? named : named.eq('version', Number(version))
    const { data } = await asked.select(key).abortSignal(signal).throwOnError()
    return data.length === 1 ? ('written' as const) : ('stale' as const)
  }

  return {
    apply(operation, deadline) {
      // Only the claims write this table, always whole bookings.
      if (operation.table === 'bookings') return adopt(operation.payload as Booking, deadline)
      return operation.operation === 'insert'
        ? insert(operation, deadline)
        : update(operation, deadline)
    },
    async ping({ signal }) {
      await db.from('clients').select('id').limit(1).abortSignal(signal).throwOnError()
    },
  }
}
