import type { Context, Hono } from 'hono'
import { calendarList } from './calendars.ts'
import { listEvents } from './event-list.ts'
import {
  deleteEvent,
  getEvent,
  insertEvent,
  patchEvent,
  updateEvent,
  type EventCall,
} from './events.ts'
import { freeBusy } from './free-busy.ts'
import { bearerGrant, needScope } from './grants.ts'
import { faultResponse, Refusal, refusalResponse } from './refusals.ts'
import { fullScopes, scopesFor } from './scopes.ts'
import { strike } from '../strike.ts'
import type { StandIn } from './stand-in.ts'
import { notifyChannels, stopChannel, watchEvents } from './watch.ts'

type Answer = (c: Context, call: EventCall) => unknown

/** Mounts the Calendar API v3. An answer of undefined is a 204. */
export function mountCalendar(app: Hono, standIn: StandIn): void {
  const route = operations(app, standIn)
  const events = '/calendar/v3/calendars/:calendarId/events'
  const eventId = (c: Context) => c.req.param('eventId') ?? ''

  route('POST', '/calendar/v3/freeBusy', 'freebusy.query', 'freeBusy', async (c, call) =>
    freeBusy(call.world, call.account, await json(c)),
  )
  route(
    'GET',
    '/calendar/v3/users/me/calendarList',
    'calendarList.list',
    'calendarList',
    (_, call) => calendarList(call.world, call.account),
  )
  route('GET', events, 'events.list', 'readEvents', (c, call) =>
    listEvents(call, c.req.queries('privateExtendedProperty') ?? []),
  )
  route('POST', events, 'events.insert', 'writeEvents', async (c, call) =>
    insertEvent(call, await json(c)),
  )
  route('POST', `${events}/watch`, 'events.watch', 'watchEvents', async (c, call) =>
    watchEvents(standIn, call, await json(c)),
  )
  route('GET', `${events}/:eventId`, 'events.get', 'readEvents', (c, call) =>
    getEvent(call, eventId(c)),
  )
  route('PATCH', `${events}/:eventId`, 'events.patch', 'writeEvents', async (c, call) =>
    patchEvent(call, eventId(c), await json(c)),
  )
  route('PUT', `${events}/:eventId`, 'events.update', 'writeEvents', async (c, call) =>
    updateEvent(call, eventId(c), await json(c)),
  )
  route('DELETE', `${events}/:eventId`, 'events.delete', 'writeEvents', (c, call) =>
    deleteEvent(call, eventId(c)),
  )
  route('POST', '/calendar/v3/channels/stop', 'channels.stop', 'watchEvents', async (c, call) =>
    stopChannel(call, await json(c)),
  )
}

function operations(app: Hono, standIn: StandIn) {
  return (
    method: string,
    path: string,
    name: string,
    scopes: keyof typeof scopesFor,
    answer: Answer,
  ) => {
    const act = (c: Context) => answered(standIn, c, scopes, answer)
    const refuse = (_: Context, fault: Parameters<typeof faultResponse>[0]) => faultResponse(fault)
    app.on(method, path, (c) => strike(standIn.control, c, { name, act, refuse }))
  }
}

async function answered(
  standIn: StandIn,
  c: Context,
  scopes: keyof typeof scopesFor,
  answer: Answer,
): Promise<Response> {
  const { control, keeper } = standIn
  try {
    const grant = bearerGrant(keeper.world, c.req.header('authorization'), control.now())
    needScope(grant, fullScopes(scopesFor[scopes]))
    const before = keeper.world.changes
    const call = {
      world: keeper.world,
      control,
      account: grant.account,
      calendarId: c.req.param('calendarId') ?? '',
      query: c.req.query(),
      ifMatch: c.req.header('if-match'),
    }
    const body = await answer(c, call)
    if (keeper.world.changes !== before) notifyChannels(standIn, before)
    keeper.save()
    return body === undefined ? c.body(null, 204) : c.json(body as object)
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(error)
    throw error
  }
}

async function json<T>(c: Context): Promise<T> {
  try {
    return await c.req.json<T>()
  } catch {
    throw new Refusal(400, 'parseError', 'Parse Error')
  }
}
