import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import { VendorFailure } from '../failure.ts'
import { fetchExchange, keptExchange, type keptAgents } from './exchange.ts'
import { answered, postJson, type GoogleCall } from './google-answer.ts'

/** An open push channel. `expiresAt` is epoch ms: Google may grant less than was asked for. */
export type OpenChannel = { id: string; resourceId: string; expiresAt: number }

/** A channel to open: our own id (a UUID), what every notification shall carry, and where to. */
export type NewChannel = { id: string; token: string; address: string; ttlSeconds: number }

/**
 * Google's push channels, one request per call, nothing repeated. Both calls are covered by either calendar
 * scope of lib/consent/scopes.ts, `calendar.events.freebusy` also for calendars of others.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events/watch
 * Throws VendorFailure('google', …); `refused` with code `pushNotSupportedForRequestedResource` for calendars
 * Google makes itself, such as holidays.
 */
export type GoogleChannels = {
  /** Opens a channel for the events of a calendar. An id once used is refused. */
  open(calendarId: string, channel: NewChannel, call: GoogleCall): Promise<OpenChannel>
  /** Throws kind `not_found` when there is no such channel any more. */
  stop(channel: Pick<OpenChannel, 'id' | 'resourceId'>, call: GoogleCall): Promise<void>
}

const channelAnswer = v.object({
  resourceId: v.string(),
  // A 64-bit number, which Google's JSON writes as text.
  expiration: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
})
const mostBytes = 100_000

/** The channels over plain requests: what only disconnects a client should not load Google's library. */
export function googleChannels(options: {
  apiUrl: string
  clock: Clock
  agents: ReturnType<typeof keptAgents>
  /** In tests. */
  fetch?: typeof fetch
}): GoogleChannels {
  const { apiUrl, clock, agents, fetch } = options
  const exchange = fetch ? fetchExchange(fetch) : keptExchange(agents, { mostBytes })
  const post = (path: string, body: object, call: GoogleCall) =>
    answered(call, clock, (o) => postJson(exchange, new URL(path, apiUrl), body, o))
  return {
    async open(calendarId, { id, token, address, ttlSeconds }, call) {
      const path = `/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events/watch`
      const body = { id, token, address, type: 'web_hook', params: { ttl: String(ttlSeconds) } }
      const read = v.safeParse(channelAnswer, await post(path, body, call))
      if (!read.success) throw new VendorFailure('google', 'server', { code: 'unreadable_answer' })
      return { id, resourceId: read.output.resourceId, expiresAt: read.output.expiration }
    },
    async stop({ id, resourceId }, call) {
      await post('/calendar/v3/channels/stop', { id, resourceId }, call)
    },
  }
}
