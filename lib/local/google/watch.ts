import { randomBytes } from 'node:crypto'
import { needCalendar } from './calendars.ts'
import { isOnLoopback } from './deliver.ts'
import type { EventCall } from './events.ts'
import { Refusal } from './refusals.ts'
import type { StandIn } from './stand-in.ts'
import type { Channel } from './world.ts'

const weekSeconds = 7 * 86_400
const longestId = 64
const longestToken = 256

/** The request body of events.watch. */
type Watch = {
  id?: string
  type?: string
  address?: string
  token?: string
  /** Epoch ms; `ttl` is in seconds. */
  expiration?: string
  params?: { ttl?: string }
}

/** Carries a push notification (headers only, no body) to a channel's address, behind the caller's back. */
export type Deliver = (address: string, headers: Record<string, string>) => void

/** events.watch: opens a channel and sends its `sync` notification. https://developers.google.com/workspace/calendar/api/guides/push */
export function watchEvents(standIn: StandIn, call: EventCall, said: Watch): object {
  const calendar = needCalendar(call.world, call.account, call.calendarId)
  const { id, address, token = null } = checked(said, standIn.takesLoopback)
  if (call.world.channels.some((c) => c.id === id)) {
    throw new Refusal(400, 'channelIdNotUnique', `Channel id ${id} not unique`)
  }
  const ttlSeconds = Number(said.params?.ttl ?? weekSeconds)
  const channel: Channel = {
    id,
    resourceId: randomBytes(20).toString('base64url'),
    calendarId: calendar.id,
    account: call.account,
    address,
    token,
    expiration: Number(said.expiration ?? call.control.now() + ttlSeconds * 1000),
    messages: 0,
  }
  call.world.channels.push(channel)
  send(standIn, channel, 'sync')
  const { resourceId, expiration } = channel
  const resourceUri = uriOf(channel)
  return { kind: 'api#channel', id, resourceId, resourceUri, expiration: String(expiration) }
}

function checked({ id, type, address, token }: Watch, takesLoopback: boolean) {
  if (!id || type !== 'web_hook' || !address) throw new Refusal(400, 'required', 'Required')
  if (id.length > longestId || (token?.length ?? 0) > longestToken) {
    throw new Refusal(400, 'invalid', 'Invalid Value')
  }
  if (!address.startsWith('https://') && !(takesLoopback && isOnLoopback(address))) {
    const message = `WebHook callback must be HTTPS: ${address}`
    throw new Refusal(400, 'push.webhookUrlNotHttps', message)
  }
  return { id, address, token }
}

/** channels.stop: a channel can be stopped by the account it was opened for. */
export function stopChannel(
  { world, account }: EventCall,
  said: { id?: string; resourceId?: string },
): void {
  const stopped = world.channels.find(
    (c) => c.id === said.id && c.resourceId === said.resourceId && c.account === account,
  )
  if (!stopped) throw new Refusal(404, 'notFound', `Channel '${said.id}' not found`)
  world.channels = world.channels.filter((c) => c !== stopped)
}

/** Tells the open channels of every calendar that changed after change number `before`. */
export function notifyChannels(standIn: StandIn, before: number): void {
  const { channels, events } = standIn.keeper.world
  const changed = new Set(events.filter((e) => e.change > before).map((e) => e.calendarId))
  for (const channel of channels) {
    const open = channel.expiration > standIn.control.now()
    if (open && changed.has(channel.calendarId)) send(standIn, channel, 'exists')
  }
}

function send(standIn: StandIn, channel: Channel, state: 'sync' | 'exists'): void {
  channel.messages++
  standIn.deliver(channel.address, {
    'x-goog-channel-id': channel.id,
    'x-goog-channel-expiration': new Date(channel.expiration).toUTCString(),
    'x-goog-resource-id': channel.resourceId,
    'x-goog-resource-uri': uriOf(channel),
    'x-goog-resource-state': state,
    'x-goog-message-number': String(channel.messages),
    ...(channel.token && { 'x-goog-channel-token': channel.token }),
  })
}

function uriOf({ calendarId }: Channel): string {
  return `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events?alt=json`
}
