import { VendorFailure } from '../../../lib/failure.ts'
import type {
  CalendarChannels,
  ChannelRow,
  WatchedClient,
} from '../../../lib/store/calendar-channels.ts'

/** Push channels in memory, held to the database's contract, that can be cut off. */
export function memoryChannels() {
  const clients = new Map<string, Omit<WatchedClient, 'clientId' | 'rows'>>()
  const rows = new Map<string, Map<string, ChannelRow>>()
  let down = false
  const of = (clientId: string) => {
    if (down) throw new VendorFailure('supabase', 'unreachable')
    const own = rows.get(clientId) ?? new Map<string, ChannelRow>()
    rows.set(clientId, own)
    return own
  }
  const store: CalendarChannels = {
    async page({ after = '', limit }) {
      const ids = [...clients.keys()].sort().filter((id) => id > after)
      return ids.slice(0, limit).map((clientId) => ({
        clientId,
        isConnected: false,
        calendarIds: [],
        ...clients.get(clientId),
        rows: structuredClone([...of(clientId).values()]),
      }))
    },
    async of(clientId) {
      return structuredClone([...of(clientId).values()])
    },
    async take({ clientId, calendarId, seen, dueAt }) {
      const own = of(clientId)
      const row = own.get(calendarId)
      if (row?.dueAt !== seen?.dueAt) return false
      own.set(calendarId, { calendarId, ...row, dueAt, attempts: (seen?.attempts ?? 0) + 1 })
      return true
    },
    async opened({ clientId, calendarId, channel, dueAt }) {
      const own = of(clientId)
      if (own.has(calendarId)) own.set(calendarId, { calendarId, channel, dueAt, attempts: 0 })
    },
    async remove({ clientId, calendarId }) {
      const own = of(clientId)
      if (calendarId === undefined) own.clear()
      else own.delete(calendarId)
    },
  }
  return {
    store,
    clients,
    row: (clientId: string, calendarId: string) => rows.get(clientId)?.get(calendarId),
    cutOff: (is: boolean) => {
      down = is
    },
  }
}
