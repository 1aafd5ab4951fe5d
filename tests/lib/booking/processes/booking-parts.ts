import { randomUUID } from 'node:crypto'
import { settingsOf } from '../../../../lib/availability/settings.ts'
import { book } from '../../../../lib/booking/book.ts'
import type { BookAnswer } from '../../../../lib/booking/booking.ts'
import type { BookDeps } from '../../../../lib/booking/request.ts'
import { vendorBreaker } from '../../../../lib/breaker.ts'
import { clientCalendar } from '../../../../lib/calendar/client-calendar.ts'
import { googleApi } from '../../../../lib/calendar/google.ts'
import { deadlineIn } from '../../../../lib/deadline.ts'
import type { Contact, MessageRules } from '../../../../lib/messages/destinations.ts'
import { handOvers } from '../../../../lib/messages/hand-over.ts'
import type { Queue } from '../../../../lib/store/queue.ts'
import { openQueue } from '../../../../lib/store/sqlite-queue.ts'
import { testClient } from '../../../support/client.ts'
import { shiftedClock } from '../../store/processes/shifted-clock.ts'
import type { Places, Wanted } from './messages.ts'

/** The places this process was started with. */
export function givenPlaces(): Places {
  return JSON.parse(process.argv[2] ?? '') as Places
}

/** What every booking process has: a queue file, a Google, its brokers, and booking over them. */
export function bookingParts({ file, shiftMs, brokers, googleUrl }: Places) {
  const clock = shiftedClock(shiftMs)
  const queue: Queue = openQueue({ file, clock })
  const rules: MessageRules = { smsCountries: ['1'] }
  const broker = (clientId: string) => brokers.find(({ id }) => id === clientId)
  const access = async (clientId: string) => broker(clientId)?.accessToken ?? ''
  const contact = async (clientId: string): Promise<Contact | undefined> => {
    const known = broker(clientId)
    return known && { email: 'broker@example.com', businessPhone: known.phone, zone: 'UTC' }
  }
  const deps: BookDeps = {
    claims: queue.claims,
    calendar: clientCalendar({
      api: googleApi({ apiUrl: googleUrl, clock }),
      tokens: { access, renew: access, forget: () => undefined },
      clock,
      breaker: vendorBreaker('google', clock),
    }),
    handOvers: handOvers({ outbox: () => queue.outbox, contact, rules, clock }),
    clock,
    sealOffer: () => '',
    newId: randomUUID,
    // What it could not write is settled.
    after: (work) => void work().catch(() => undefined),
    note: () => undefined,
  }
  return { clock, queue, contact, rules, deps }
}

const settings = settingsOf({ timezone: 'UTC' })

/** Books half an hour for a customer who goes by the request's key. */
export function bookWanted({ clientId, call, key, start }: Wanted, deps: BookDeps) {
  const client = testClient({ id: clientId, settings })
  return book(
    {
      client,
      calendars: [client.calendarId],
      callId: call,
      requestKey: key,
      slot: { start, end: start + 30 * 60_000 },
      wish: { zone: 'UTC', customer: { name: key, phone: '+14165550123' } },
      deadline: deadlineIn(deps.clock, 6000),
    },
    deps,
  )
}

/** What the test is told of an answer. */
export function told({ outcome, start }: BookAnswer) {
  return { outcome, ...(start !== null && { start: Date.parse(start) }) }
}
