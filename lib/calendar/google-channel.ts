import type { Caller } from '../endpoint/callers.ts'
import { Problem } from '../endpoint/problem.ts'
import { clientOfChannel } from './channel-token.ts'
import { configuredChannelKeys } from './configured-channels.ts'

/** A notification: whose calendar, and whether it changed or the channel was merely opened. */
export type Notification = { clientId: string; state: 'opened' | 'changed' }

/**
 * Google, by the token of one of our channels. Everything else gets the same 401, so that it teaches nothing.
 * Counted apart from the client's own requests: a calendar that changes often must not silence the agent.
 * https://developers.google.com/workspace/calendar/api/guides/push
 */
export const googleChannel: Caller<Notification> = ({ headers }) => {
  const channelId = headers.get('x-goog-channel-id') ?? ''
  const token = headers.get('x-goog-channel-token') ?? ''
  const clientId = clientOfChannel(channelId, token, configuredChannelKeys())
  if (clientId === undefined) throw new Problem(401, 'unknown_channel', 'No such channel.')
  const state = headers.get('x-goog-resource-state') === 'sync' ? 'opened' : 'changed'
  return {
    who: { clientId, state },
    input: undefined,
    countAs: { counted: 'client', key: `changes:${clientId}` },
  }
}
