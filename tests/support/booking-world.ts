import { randomUUID } from 'node:crypto'
import { settingsOf } from '../../lib/availability/settings.ts'
import { book } from '../../lib/booking/book.ts'
import type { BookAnswer } from '../../lib/booking/booking.ts'
import type { BookDeps, BookRequest } from '../../lib/booking/request.ts'
import { settleDue, type SettleReport } from '../../lib/booking/settle.ts'
import { turnedClock, type TurnedClock } from '../../lib/clock.ts'
import { deadlineIn } from '../../lib/deadline.ts'
import type { Client } from '../../lib/store/client.ts'
import { memoryCalendar } from './memory-calendar.ts'
import { memoryClaims } from './memory-claims.ts'
import { memoryHandOvers } from './memory-hand-overs.ts'
import { mortality, type Death } from './mortal.ts'

/** Monday 23 November 2026, 10:00 in Toronto. */
export const monday = Date.UTC(2026, 10, 23, 15)
const minute = 60_000
const zone = 'America/Toronto'

/** Today in Toronto at an hour of the afternoon: 3 is 15:00. */
export const pm = (hour: number) => monday + (hour + 2) * 60 * minute

export const broker: Client = {
  id: '00000000-0000-4000-8000-000000000001',
  email: 'broker@example.com',
  businessPhone: '+14165550100',
  calendarId: 'primary',
  bookingEnabled: true,
  connection: 'connected',
  settings: settingsOf({ timezone: zone }),
  busyCalendars: [],
  inviteCustomer: false,
  addMeet: false,
}

/** What of a request a test cares about. */
export type Wanted = {
  at: number
  call?: string
  key?: string
  name?: string
  client?: Partial<Client>
  deadlineMs?: number
}

/** Booking over working stores in memory and a clock that is turned. */
export function bookingWorld(
  replace: Partial<Omit<BookDeps, 'clock'>> & { clock?: TurnedClock } = {},
) {
  const clock = replace.clock ?? turnedClock(monday)
  const claims = memoryClaims()
  const calendar = memoryCalendar(clock)
  const handOvers = memoryHandOvers()
  const notes: Record<string, string>[] = []
  const deps: BookDeps = {
    claims,
    calendar,
    handOvers,
    clock,
    sealOffer: ({ start }) => `token for ${start}`,
    newId: randomUUID,
    after: (work) => void work().catch((error: unknown) => notes.push({ behind: String(error) })),
    note: (fields) => void notes.push(fields),
    ...replace,
  }

  function requestOf({ at, call, key, name, client, deadlineMs }: Wanted): BookRequest {
    const whole = { ...broker, ...client }
    return {
      client: whole,
      calendars: [whole.calendarId],
      slot: { start: at, end: at + 30 * minute },
      wish: { zone, customer: { name: name ?? 'Jordan Reyes', phone: '+14165550123' } },
      deadline: deadlineIn(clock, deadlineMs ?? 6000),
      ...(call !== undefined && { callId: call }),
      ...(key !== undefined && { requestKey: key }),
    }
  }

  /** Turns the clock until the work is done; no work here takes an hour. */
  async function run<T>(work: Promise<T>): Promise<T> {
    const state = { done: false }
    const mark = () => void (state.done = true)
    work.then(mark, mark)
    for (let turns = 0; !state.done && turns < 36_000; turns++) await clock.advance(100)
    return work
  }

  const ask = (wanted: Wanted): Promise<BookAnswer> => book(requestOf(wanted), deps)
  /** Asks a process that dies at it. */
  const askDying = async (wanted: Wanted, death: Death): Promise<void> => {
    const dies = mortality(death)
    const { claims, calendar, handOvers } = deps
    const ports = { claims: dies(claims), calendar: dies(calendar), handOvers: dies(handOvers) }
    void book(requestOf(wanted), { ...deps, ...ports })
    await clock.advance(100)
  }
  const settleOnce = (): Promise<SettleReport> => settleDue(deps, deadlineIn(clock, 25_000))
  /** Rounds of the cycle, one every 30 s. */
  async function cycle(rounds: number): Promise<void> {
    for (let i = 0; i < rounds; i++) {
      await clock.advance(30_000)
      await run(settleOnce())
      handOvers.deliver()
    }
  }
  const says = (wanted: Wanted) => run(ask(wanted))
  const doing = { run, ask, askDying, says, cycle, settleOnce }
  return { clock, claims, calendar, handOvers, notes, deps, requestOf, ...doing }
}
