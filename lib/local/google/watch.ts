import { randomBytes } from 'node:crypto'
import { isoUtc } from '../../timezones.ts'
import { needCalendar } from './calendars.ts'
import type { EventCall } from './events.ts'
import { Refusal } from './refusals.ts'
import type { StandIn } from './stand-in.ts'
import type { Channel, World } from './world.ts'

const weekMs = 7 * 86_400_000

/** Carries a push notification (headers only, no body) to a channel's address, behind the caller's back. */
export type Deliver = (address: string, headers: Record<string, string>) => void

/** events.watch: opens a channel and sends its `sync` notification. https://developers.google.com/workspace/calendar/api/guides/push */
export function watchEvents(
  standIn: StandIn,
  call: EventCall,
  said: { id?: string; type?: string; address?: string; token?: string; expiration?: string },
): object {
  const calendar = needCalendar(call.world, call.account, call.calendarId)
  if (!said.id || said.type !== 'web_hook' || !said.address) {
    throw new Refusal(400, 'required', 'Required')
  }
  if (call.world.channels.some((c) => c.id === said.id)) {
    throw new Refusal(400, 'channelIdNotUnique', `Channel id ${said.id} not unique`)
  }
  const channel: Channel = {
    id: said.id,
    resourceId: randomBytes(20).toString('base64url'),
    calendarId: calendar.id,
    address: said.address,
    token: said.token ?? null,
    expiration: Number(said.expiration ?? call.control.now() + weekMs),
    messages: 0,
  }
  call.world.channels.push(channel)
  send(standIn, channel, 'sync')
  const { id, resourceId, expiration } = channel
  const resourceUri = `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events`
  return { kind: 'api#channel', id, resourceId, resourceUri, expiration: String(expiration) }
}

/** channels.stop. */
export function stopChannel(world: World, said: { id?: string; resourceId?: string }): void {
  const left = world.channels.filter((c) => c.id !== said.id || c.resourceId !== said.resourceId)
  if (left.length === world.channels.length) {
    throw new Refusal(404, 'notFound', `Channel '${said.id}' not found`)
  }
  world.channels = left
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
    'x-goog-channel-expiration': isoUtc(channel.expiration),
    'x-goog-resource-id': channel.resourceId,
    'x-goog-resource-state': state,
    'x-goog-message-number': String(channel.messages),
    ...(channel.token && { 'x-goog-channel-token': channel.token }),
  })
}
