import type { PendingOperation } from '../../../lib/store/queue.ts'

type Row = { id: string; version?: number }

/** What tells one queued operation from another. */
export function keyOfQueued({
  table,
  operation,
  payload,
}: Omit<PendingOperation, 'clientId'>): string {
  const { id, version } = payload as Row
  return table === 'bookings' ? `booking ${id} version ${version}` : `${table} ${operation} ${id}`
}

/** The same of a request to PostgREST; undefined when it writes nothing that is ever queued. */
export function operationKey(method: string, url: URL, body: string): string | undefined {
  const name = url.pathname.split('/').at(-1) ?? ''
  if (name === 'adopt_booking') {
    const { booking } = JSON.parse(body) as { booking: Row }
    return `booking ${booking.id} version ${booking.version}`
  }
  if (method === 'POST' && !url.pathname.includes('/rpc/')) {
    return `${name} insert ${(JSON.parse(body) as Row).id}`
  }
  if (method === 'PATCH') return `${name} update ${url.searchParams.get('id')?.slice('eq.'.length)}`
  return undefined
}
