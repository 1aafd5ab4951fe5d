import type { BookAnswer, Booking } from '../../lib/booking/booking.ts'
import { stableId } from '../../lib/stable-id.ts'
import type { HandOver } from '../../lib/booking/ports.ts'
import type { MemoryCalendar } from './memory-calendar.ts'
import type { MemoryClaims } from './memory-claims.ts'

/** One request as the model follows it. */
export type Asked = {
  call: string
  key: string
  start: number
  begun: number
  ended?: number
  answer?: BookAnswer
}

/** A text that asked the broker to book by hand. */
type Sent = Pick<HandOver, 'id' | 'clientId' | 'bookingId' | 'callId' | 'slot'>

type World = {
  calendar: Pick<MemoryCalendar, 'standing'>
  claims: Pick<MemoryClaims, 'rows'>
  handOvers: { waiting: unknown[]; sent: Sent[]; told: { bookingId: string }[] }
}

/**
 * What is wrong with the end of a history, where each lead must be in the calendar once or with the
 * broker, and the records agree. `asked` are in the order of asking, `answered` in that of answering.
 */
export function judge(world: World, asked: Asked[], answered: Asked[]): string[] {
  const starts = world.calendar.standing().map((event) => event.start)
  const calls = [...new Set(asked.map((one) => one.call))]
  return [
    ...(new Set(starts).size < starts.length ? ['two events at one time'] : []),
    ...(world.handOvers.waiting.length > 0 ? ['texts still wait'] : []),
    ...world.claims.rows().flatMap((row) => judgeRow(world, row)),
    ...calls.flatMap((call) => [
      ...judgeTexts(world, ofCall(asked, call)),
      ...judgeAnswers(world, ofCall(asked, call), ofCall(answered, call)),
    ]),
  ]
}

/** Rows are at an end, and a booked one has its one event at its time. */
function judgeRow({ calendar }: World, row: Booking): string[] {
  const own = calendar.standing().filter((event) => event.properties['bookingId'] === row.id)
  const said = `${row.callId} is ${row.state}`
  if (row.state !== 'booked') {
    const isEnd = row.state === 'handed_over' || row.state === 'released'
    return [...(isEnd ? [] : [said]), ...(own.length > 0 ? [`${said} with an event`] : [])]
  }
  if (own.length !== 1) return [`${said} with ${own.length} events`]
  return own[0]?.start === row.slot.start ? [] : [`${said} with its event elsewhere`]
}

/** One text for one request at most; and where the calendar has the lead after all, the broker is told. */
function judgeTexts({ claims, calendar, handOvers }: World, asked: Asked[]): string[] {
  const call = asked[0]?.call
  const texts = handOvers.sent.filter((text) => text.callId === call)
  const events = calendar.standing().filter((event) => event.properties['callId'] === call)
  const isUntold = (text: Sent) => {
    const row = claims.rows().find((one) => one.id === text.bookingId && one.state === 'booked')
    // Without a row nobody can know of the text later: one too many is better than none.
    if (!row) return false
    const isInCalendar = events.some((event) => event.start === text.slot?.start)
    const ofText = orderOf(text, asked)
    const ofRow = asked.findIndex((one) => one.key === row.requestKey)
    // Of two served at the same time the text's may have been the last.
    const isPast = ofText < ofRow && (asked[ofText]?.ended ?? 0) <= (asked[ofRow]?.begun ?? 0)
    return (isInCalendar || isPast) && !handOvers.told.some((told) => told.bookingId === row.id)
  }
  const isRepeated = (text: Sent) => {
    const same = texts.filter((other) => other.slot?.start === text.slot?.start)
    const keys = asked.filter((one) => one.start === text.slot?.start).map((one) => one.key)
    return same.length > new Set(keys).size
  }
  return [
    ...(texts.some(isUntold) ? [`${call} is in the calendar, and a text says otherwise`] : []),
    ...(texts.some(isRepeated) ? [`${call} was texted too often`] : []),
    ...(events.length > 1 ? [`${call} has ${events.length} events`] : []),
  ]
}

/** What a customer heard last holds; all answers to one request name one time. */
function judgeAnswers({ calendar, handOvers }: World, asked: Asked[], answered: Asked[]): string[] {
  const call = asked[0]?.call
  const isPlaced = ({ start }: Asked) =>
    handOvers.sent.some((text) => text.callId === call && text.slot?.start === start) ||
    calendar.standing().some((e) => e.properties['callId'] === call && e.start === start)
  const final = answered.filter((one) => one.answer?.outcome !== 'not_booked')
  const last = final.findLast((one) => final.find((other) => other.key === one.key) === one)
  // Of requests served at the same time any may have been the last, and so may one nobody heard about.
  const atOnce = final.filter((one) => last && (one.ended ?? 0) >= last.begun)
  const unheard = asked.filter((one) => !one.answer || one.answer.outcome === 'not_booked')
  const isKept = !last || [...atOnce, ...unheard].some(isPlaced)
  const differ = [...Map.groupBy(final, (one) => one.key).values()].filter(
    (answers) => new Set(answers.map((one) => one.answer?.start)).size > 1,
  )
  return [
    ...(isKept ? [] : [`${call} heard ${last.answer?.outcome} and is nowhere`]),
    ...(differ.length > 0 ? [`${call} heard different times for one request`] : []),
  ]
}

/** Which of the call's requests a text was made for. */
function orderOf({ id, clientId, slot }: Sent, asked: Asked[]): number {
  return asked.findIndex(({ key }) => stableId(clientId, key, slot?.start ?? 0) === id)
}

function ofCall(all: Asked[], call: string): Asked[] {
  return all.filter((one) => one.call === call)
}
