import type { Deadline } from '../deadline.ts'
import type { OpenChannel } from '../calendar/google-channels.ts'
import type { Database } from './database.types.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

/** What is known of one calendar's push channel. Instants are epoch ms. */
export type ChannelRow = {
  calendarId: string
  /** Absent while none was ever opened. */
  channel?: OpenChannel
  /** When to open the next one. */
  dueAt: number
  /** Tries since one was opened. */
  attempts: number
}

/** A client, the calendars whose busy time may be fetched ahead, and the rows there are. */
export type WatchedClient = {
  clientId: string
  isConnected: boolean
  calendarIds: string[]
  rows: ChannelRow[]
}

/** The turn to open a calendar's next channel. */
export type Turn = {
  clientId: string
  calendarId: string
  /** The row as it was read; absent when there was none. */
  seen?: ChannelRow | undefined
  /** When it is somebody's turn again, should nothing come of this one. */
  dueAt: number
}

/** The push channels of all clients. Throws VendorFailure('supabase', …). */
export type CalendarChannels = {
  /** Clients in the order of their ids, from behind `after` on. */
  page(
    asked: { after: string | undefined; limit: number },
    deadline: Deadline,
  ): Promise<WatchedClient[]>
  of(clientId: string, deadline: Deadline): Promise<ChannelRow[]>
  /** Of any number who take one turn, one gets it. */
  take(turn: Turn, deadline: Deadline): Promise<boolean>
  /** A channel was opened; `dueAt` is when to open the next one. */
  opened(
    at: { clientId: string; calendarId: string; channel: OpenChannel; dueAt: number },
    deadline: Deadline,
  ): Promise<void>
  /** Forgets one calendar's channel, or all of a client's. */
  remove(at: { clientId: string; calendarId?: string }, deadline: Deadline): Promise<void>
}

type Row = Database['public']['Tables']['calendar_channels']['Row']

/** The `calendar_channels` of one database. */
export function calendarChannels(db: Supabase): CalendarChannels {
  const table = () => db.from('calendar_channels')
  return {
    async page({ after, limit }, { signal }) {
      const columns =
        'id, google_status, booking_enabled, google_calendar_id, busy_calendars, calendar_channels(*)'
      const all = db.from('clients').select(columns).order('id').limit(limit)
      const asked = after === undefined ? all : all.gt('id', after)
      const { data } = await asked.abortSignal(signal).throwOnError()
      return data.map((client) => {
        const isConnected = client.google_status === 'connected'
        const all = [...new Set([client.google_calendar_id, ...client.busy_calendars])]
        return {
          clientId: client.id,
          isConnected,
          calendarIds: isConnected && client.booking_enabled ? all : [],
          rows: client.calendar_channels.map(rowOf),
        }
      })
    },
    async of(clientId, { signal }) {
      const asked = table().select().eq('client_id', clientId).abortSignal(signal)
      return (await asked.throwOnError()).data.map(rowOf)
    },
    async take({ clientId, calendarId, seen, dueAt }, { signal }) {
      const key = { client_id: clientId, calendar_id: calendarId }
      const turn = { due_at: isoUtc(dueAt), attempts: (seen?.attempts ?? 0) + 1 }
      const asked = seen
        ? table().update(turn).match(key).eq('due_at', isoUtc(seen.dueAt))
        : table().upsert({ ...key, ...turn }, { ignoreDuplicates: true })
      const { data } = await asked.select('calendar_id').abortSignal(signal).throwOnError()
      return data.length === 1
    },
    async opened({ clientId, calendarId, channel, dueAt }, { signal }) {
      const change = {
        channel_id: channel.id,
        resource_id: channel.resourceId,
        expires_at: isoUtc(channel.expiresAt),
        due_at: isoUtc(dueAt),
        attempts: 0,
      }
      const key = { client_id: clientId, calendar_id: calendarId }
      await table().update(change).match(key).abortSignal(signal).throwOnError()
    },
    async remove({ clientId, calendarId }, { signal }) {
      const one = calendarId === undefined ? {} : { calendar_id: calendarId }
      await table()
        .delete()
        .match({ client_id: clientId, ...one })
        .abortSignal(signal)
        .throwOnError()
    },
  }
}

function rowOf(row: Row): ChannelRow {
  const { channel_id: id, resource_id: resourceId, expires_at: expiresAt } = row
  const isOpen = id !== null && resourceId !== null && expiresAt !== null
  return {
    calendarId: row.calendar_id,
    dueAt: Date.parse(row.due_at),
    attempts: row.attempts,
    ...(isOpen && { channel: { id, resourceId, expiresAt: Date.parse(expiresAt) } }),
  }
}
