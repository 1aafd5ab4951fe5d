import type { Booking } from '../../../lib/booking/booking.ts'
import type { Told, Wanted } from '../../lib/booking/processes/messages.ts'
import type { Records } from './records.ts'

/** One request as the test follows it: what was asked, and what was heard of it. */
export type Asked = Wanted & Pick<Told, 'outcome'> & { heard?: number }

/** What one call has come to. */
type Lead = {
  call: string
  asked: Asked[]
  rows: Booking[]
  events: Records['events']
  /** Request keys named in texts that ask for a manual booking, and in those that take one back. */
  texted: string[]
  recalled: string[]
}

/** What is wrong for the leads: each acknowledged one is in the calendar once or texted once, and nothing is doubled. */
export function judgeLeads(records: Records, asked: Asked[]): string[] {
  const { rows, events } = records
  const texted = namedIn(records, /^Manual bookings? needed: /)
  const recalled = namedIn(records, /^It is in your calendar after all: /)
  const calls = [...new Set(asked.map(({ call }) => call))]
  const places = events.map(({ calendarId, start }) => `${calendarId} ${start.dateTime}`)
  const twice = texted.filter((key, i) => texted.indexOf(key) !== i)
  const bodies = records.texts.map(({ body }) => body)
  return [
    ...(new Set(places).size < places.length ? ['two events at one time'] : []),
    ...twice.map((key) => `${key} was texted twice`),
    ...bodies.filter((body, i) => bodies.indexOf(body) !== i).map((body) => `sent twice: ${body}`),
    ...calls.flatMap((call) =>
      judgeLead({
        call,
        asked: asked.filter((one) => one.call === call),
        rows: rows.filter((row) => row.callId === call && row.state !== 'released'),
        events: events.filter((event) => event.extendedProperties?.private?.['callId'] === call),
        texted: texted.filter((key) => key.startsWith(`${call}_`)),
        recalled: recalled.filter((key) => key.startsWith(`${call}_`)),
      }),
    ),
  ]
}

function namedIn({ texts }: Records, kind: RegExp): string[] {
  const bodies = texts.map(({ body }) => body).filter((body) => kind.test(body))
  return bodies.flatMap((body) => body.match(/call_\d+_[a-c]_\d+/g) ?? [])
}

function judgeLead(lead: Lead): string[] {
  const { call, rows, events } = lead
  const state = rows.map((row) => row.state).join(', ') || 'nowhere'
  const said = `${call} is ${state} with ${events.length} events, texted ${lead.texted.join(', ') || 'never'}`
  return [...judgeRow(lead), ...judgeAnswer(lead)].map((wrong) => `${said}: ${wrong}`)
}

/** The call has one row at most, at its end, and the calendar and the texts say the same. */
function judgeRow({ rows, events, texted, recalled }: Lead): string[] {
  const [row] = rows
  const wrong: string[] = []
  if (rows.length > 1) wrong.push('more than one row')
  if (row && row.state !== 'booked' && row.state !== 'handed_over') wrong.push('not at an end')
  if (events.length !== (row?.state === 'booked' ? 1 : 0)) wrong.push('not so many events')
  if (row?.state === 'booked' && events.some((event) => startOf(event) !== row.slot.start))
    wrong.push('its event is elsewhere')
  if (row?.state === 'booked' && texted.length > 0 && !recalled.includes(row.requestKey))
    wrong.push('the broker was not told that it is in the calendar')
  if (row?.state === 'handed_over' && !texted.includes(row.requestKey)) wrong.push('not texted')
  return wrong
}

/** What the customer heard last holds, or what was asked after it and never answered. */
function judgeAnswer({ asked, events, texted }: Lead): string[] {
  const settled = asked.filter(({ outcome }) => outcome === 'booked' || outcome === 'handed_over')
  const last = settled.findLast((one) => settled.find((other) => other.key === one.key) === one)
  if (!last) return []
  const later = asked.slice(asked.indexOf(last)).filter((one) => one.outcome !== 'not_booked')
  const since = later.map((one) => one.heard ?? one.start)
  const isBooked = events.some((event) => since.includes(startOf(event)))
  const keys = asked.filter((one) => since.includes(one.start)).map(({ key }) => key)
  const mayBeTexted = last.outcome === 'handed_over' || since.length > 1
  const isKept = isBooked || (mayBeTexted && texted.some((key) => keys.includes(key)))
  return isKept ? [] : [`heard ${last.outcome} and is not kept`]
}

function startOf({ start }: Records['events'][number]): number {
  return Date.parse(start.dateTime ?? '')
}
