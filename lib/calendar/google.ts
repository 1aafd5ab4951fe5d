import { calendar } from 'googleapis/build/src/apis/calendar/index.js'
import type { Clock } from '../clock.ts'
import type { Interval } from '../interval.ts'
import type { BusyByCalendar, CalendarEvent, EventChange, NewEvent } from './calendar.ts'
import { fetchExchange, keptAgents, keptExchange } from './exchange.ts'
import { answered, postJson, type GoogleCall, type RequestOptions } from './google-answer.ts'
import { readBusy, readEvent, writeChange, writeEvent, writeRange } from './google-event.ts'

/** Google's Calendar API, one request per call, nothing repeated. Throws VendorFailure('google', …). */
export type GoogleApi = {
  /** At most 50 calendars and 60 days at once. */
  busy(calendarIds: string[], range: Interval, call: GoogleCall): Promise<BusyByCalendar>
  insert(calendarId: string, event: NewEvent, call: GoogleCall): Promise<CalendarEvent>
  get(calendarId: string, eventId: string, call: GoogleCall): Promise<CalendarEvent>
  patch(
    calendarId: string,
    eventId: string,
    change: EventChange,
    call: GoogleCall,
  ): Promise<CalendarEvent>
}

/** Where Google is, and (in tests) how it is reached. */
export type GoogleOptions = {
  apiUrl: string
  clock: Clock
  /** Connections shared with others; its own when absent. */
  agents?: ReturnType<typeof keptAgents>
  fetch?: typeof fetch
}

/** Far above any honest answer. */
const mostBytes = 5_000_000

/** The adapter over Google's client library, but for the one question a caller waits for: that goes straight out. */
export function googleApi(options: GoogleOptions): GoogleApi {
  const { apiUrl, clock, fetch, agents = keptAgents() } = options
  const exchange = fetch ? fetchExchange(fetch) : keptExchange(agents, { mostBytes })
  const freeBusyUrl = new URL('/calendar/v3/freeBusy', apiUrl)
  const { events } = calendar({
    version: 'v3',
    rootUrl: apiUrl,
    retry: false,
    redirect: 'error',
    maxContentLength: mostBytes,
    agent: (url) => agents[url.protocol as keyof typeof agents],
    ...(fetch && { fetchImplementation: fetch }),
  })
  const ask = <T>(call: GoogleCall, request: (options: RequestOptions) => Promise<T>) =>
    answered(call, clock, request)

  return {
    async busy(calendarIds, range, call) {
      const question = { ...writeRange(range), items: calendarIds.map((id) => ({ id })) }
      const answer = await ask(call, (o) => postJson(exchange, freeBusyUrl, question, o))
      return readBusy(answer, calendarIds)
    },
    async insert(calendarId, event, call) {
      const sendUpdates = event.attendees.length > 0 ? 'all' : 'none'
      const conferenceDataVersion = event.meet ? 1 : 0
      const requestBody = writeEvent(event)
      const params = { calendarId, requestBody, sendUpdates, conferenceDataVersion }
      return readEvent((await ask(call, (o) => events.insert(params, o))).data)
    },
    async get(calendarId, eventId, call) {
      return readEvent((await ask(call, (o) => events.get({ calendarId, eventId }, o))).data)
    },
    async patch(calendarId, eventId, change, call) {
      const requestBody = writeChange(change)
      const params = { calendarId, eventId, requestBody, sendUpdates: 'all' }
      const condition = change.onlyIf === undefined ? {} : { 'if-match': change.onlyIf }
      const patch = (o: RequestOptions) =>
        events.patch(params, { ...o, headers: { ...o.headers, ...condition } })
      return readEvent((await ask(call, patch)).data)
    },
  }
}
