import { channelPath } from '../lib/calendar/configured-channels.ts'
import { googleChannel } from '../lib/calendar/google-channel.ts'
import { sharedKnownBusy } from '../lib/calendar/shared-known-busy.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'

/**
 * Google's push notifications: a client's calendar changed, so what was known of it is no longer used.
 * Repeats and messages out of order are harmless, and one that is lost costs no more than KNOWN_BUSY_MS.
 */
export const calendarChanged = endpoint({
  paths: [channelPath],
  method: 'POST',
  caller: googleChannel,
  deps: (host) => ({ known: sharedKnownBusy(host) }),
  async handle({ clientId, state, deps, note }) {
    // Without the client: a trace is kept of every line that names one, and there is nothing to look back on.
    note({ outcome: state })
    if (state === 'changed') deps.known.forget(clientId)
    return new Response(null, { status: 204 })
  },
})
export const { main } = calendarChanged
