import type { Booking } from '../../../lib/booking/booking.ts'
import { stableId } from '../../../lib/stable-id.ts'
import type { OutboxMessage } from '../../../lib/messages/outbox.ts'
import { judge, type Asked } from '../booking-judge.ts'
import { broker } from '../booking-world.ts'
import { whatWasTold, type Told } from './arrivals.ts'
import { judgeAlerts } from './judge-alerts.ts'
import { judgeRepeats } from './judge-repeats.ts'
import type { World } from './world.ts'

/**
 * What is wrong with the end of a history, where each lead must be in the calendar once or with the
 * broker, told once, and bookings, messages, failure log and queue agree.
 */
export function judgeWhole(world: World, asked: Asked[], answered: Asked[]): string[] {
  const told = whatWasTold(world)
  const rows = world.bookings()
  const messages = world.messages()
  const claims = { rows: () => rows }
  const { calendar } = world
  return [
    ...judge({ calendar, claims, handOvers: asHandOvers(world, told, asked) }, asked, answered),
    ...rows.flatMap((row) => judgeHandedOver(row, messages, told)),
    ...messages.flatMap((message) => judgeMessage(world, message, told)),
    ...judgeRepeats(world),
    ...judgeAlerts(world),
    ...judgeQueue(world),
    ...disagreements(rows, world.supabase.store.rows()),
  ]
}

/** What reached the broker, as the judge of bookings knows hand-overs. */
function asHandOvers(world: World, told: Told, asked: Asked[]) {
  const messages = world.messages()
  const waiting = messages.filter(isOpen)
  const sent = [...told.byHand].flatMap((lead) => {
    const one = asked.find(({ key }) => key === lead)
    if (!one) return []
    const id = stableId(broker.id, one.key, one.start)
    const bookingId = messages.find((message) => message.id === id)?.bookingId
    const slot = { start: one.start, end: one.start + 1_800_000 }
    return [{ id, callId: one.call, clientId: broker.id, slot, ...(bookingId && { bookingId }) }]
  })
  const toldOf = messages.filter(
    ({ content, state }) => content.kind === 'in_calendar' && state === 'done',
  )
  return { waiting, sent, told: toldOf.map(({ bookingId = '' }) => ({ bookingId })) }
}

function isOpen({ state }: OutboxMessage): boolean {
  return state !== 'done' && state !== 'dropped'
}

/** A booking the broker was given is one the broker heard of, if not of this wish then of a newer one. */
function judgeHandedOver(
  { id, requestKey, state, wish, callId }: Booking,
  messages: OutboxMessage[],
  told: Told,
): string[] {
  if (state !== 'handed_over' || told.byHand.has(wish.leadId ?? '')) return []
  const isNewer = ({ bookingId, insteadOf, state }: OutboxMessage) =>
    bookingId === id && insteadOf === requestKey && state === 'done'
  if (messages.some(isNewer)) return []
  return [`${callId} is handed over, and nobody told the broker of ${wish.leadId}`]
}

/** A message that is done got to somebody; one that was dropped is told of otherwise; failures behind either are resolved. */
function judgeMessage(world: World, message: OutboxMessage, told: Told): string[] {
  const { id, content, state, bookingId, failureIds } = message
  const wrong: string[] = []
  const lead = 'leadId' in content ? (content.leadId ?? '') : ''
  if (state === 'done') {
    if (content.kind === 'hand_over' && !told.byHand.has(lead))
      wrong.push(`${lead} is done, untold`)
    if (content.kind === 'in_calendar' && !told.inCalendar.has(lead)) {
      wrong.push(`${lead} is in the calendar, untold`)
    }
    if (content.kind === 'conflict') wrong.push(`${lead} overlaps another`)
  }
  if (state === 'dropped' && !isToldOtherwise(world, message, told))
    wrong.push(`${lead} was dropped`)
  for (const failureId of failureIds ?? []) {
    const failure = world.supabase.failures.get(failureId)
    // Of a failure in passing the record may be lost: it goes to the log after the message is put off.
    const isKept = failure !== undefined || failureId === id
    if (isKept && failure?.['resolved'] !== true) {
      wrong.push(
        `the failure behind ${id} of ${bookingId} (${state}) is ${failure ? 'open' : 'lost'}`,
      )
    }
  }
  return wrong
}

/**
 * Dropped because its booking is in the calendar, or because a newer hand-over of it took its place: one of
 * the booking, or one from before its request had the booking (another was under way then), told already.
 */
function isToldOtherwise(world: World, { id, bookingId }: OutboxMessage, told: Told): boolean {
  const row = world.bookings().find((one) => one.id === bookingId)
  if (row?.state === 'handed_over' && told.byHand.has(row.wish.leadId ?? '')) return true
  const others = world
    .messages()
    .filter((other) => other.bookingId === bookingId && other.id !== id)
  return row?.state === 'booked' || others.some(({ state }) => state === 'done')
}

function judgeQueue({ queue }: World): string[] {
  const { pending, poisoned, messages } = queue.size()
  const isEmpty = pending + poisoned + messages === 0
  return isEmpty ? [] : [`${pending} waiting, ${poisoned} set aside, ${messages} messages`]
}

/** Rows that Postgres has otherwise than they are. */
function disagreements(rows: Booking[], shared: Booking[]): string[] {
  return rows.flatMap((row) => {
    const there = shared.find((other) => other.id === row.id)
    if (row.state === 'released' && !there) return []
    const isSame = there?.state === row.state && there.slot.start === row.slot.start
    return isSame ? [] : [`${row.callId} is ${row.state} here and ${there?.state} in Postgres`]
  })
}
