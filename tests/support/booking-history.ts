import * as fc from 'fast-check'
import type { Booking } from '../../lib/booking/booking.ts'
import { localFirstClaims } from '../../lib/booking/local-first-claims.ts'
import type { BookDeps } from '../../lib/booking/request.ts'
import { book } from '../../lib/booking/book.ts'
import { settleDue } from '../../lib/booking/settle.ts'
import { turnedClock } from '../../lib/clock.ts'
import { deadlineIn } from '../../lib/deadline.ts'
import { judge, type Asked } from './booking-judge.ts'
import { bookingWorld, monday, pm } from './booking-world.ts'
import type { CalendarFault, CalendarTrouble } from './memory-calendar.ts'
import { machine, sharedClaims } from './machine.ts'
import { mortality, type Death } from './mortal.ts'

/** What happens next in a history. */
export type Event =
  /** A call asks for an hour; `again` repeats its last request; nobody waits for the answer yet. */
  | { do: 'ask'; call: string; hour: number; again: boolean; death?: Death }
  | { do: 'google'; fault: CalendarFault }
  | { do: 'google heals' }
  /** The next calls of the claims are refused, or done without an answer. */
  | { do: 'claims'; fail: 'down' | 'lost'; times: number }
  | { do: 'supabase'; isAway: boolean }
  | { do: 'hand-overs'; state: 'works' | 'down' }
  | { do: 'texts go out' }
  | { do: 'pass'; seconds: number }
  /** A round of the cycle, whose process may die at it. */
  | { do: 'cycle'; death?: Death }

const death: fc.Arbitrary<Death> = fc.record({
  call: fc.integer({ min: 1, max: 16 }),
  after: fc.boolean(),
})
const fault: fc.Arbitrary<CalendarFault> = fc
  .record({
    on: fc.constantFrom('busy', 'insert', 'insert', 'insert', 'get', 'patch', 'patch', '*'),
    how: fc.constantFrom<CalendarTrouble>(
      { kind: 'fail', as: 'server' },
      { kind: 'fail', as: 'unreachable' },
      { kind: 'fail', as: 'rate_limited' },
      { kind: 'fail', as: 'refused' },
      { kind: 'fail', as: 'invalid_grant' },
      { kind: 'hang' },
      { kind: 'lost' },
      { kind: 'slow', ms: 900 },
      { kind: 'slow', ms: 4000 },
      { kind: 'late', ms: 2000 },
      { kind: 'late', ms: 15_000 },
      { kind: 'late', ms: 55_000 },
    ),
    times: fc.constantFrom(1, 1, 2, 5, 0),
  })
  .map(({ on, how, times }) => ({ on, times, ...how }))

/** Whole histories. */
export const histories: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record(
        {
          do: fc.constant('ask' as const),
          call: fc.constantFrom('call_1', 'call_1', 'call_1', 'call_2', 'call_3'),
          hour: fc.constantFrom(2, 3, 4),
          again: fc.constantFrom(true, false, false),
          death,
        },
        { requiredKeys: ['do', 'call', 'hour', 'again'] },
      ),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('google' as const), fault }) },
    { weight: 1, arbitrary: fc.constant({ do: 'google heals' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('claims' as const),
        fail: fc.constantFrom('down', 'lost'),
        times: fc.integer({ min: 1, max: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('supabase' as const), isAway: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('hand-overs' as const),
        state: fc.constantFrom('works', 'down'),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'texts go out' as const }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        seconds: fc.constantFrom(1, 3, 7, 20, 45),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('cycle' as const), death }, { requiredKeys: ['do'] }),
    },
  ),
  { minLength: 1, maxLength: 16 },
)

/** Claims in Postgres alone (Functions), or beside the process first (a machine of its own). */
export type Deployment = 'Postgres alone' | 'this process first'

/** Lives through a history, lets everything recover, and gives what a model says is wrong with the end. */
export async function liveThrough(history: Event[], deployment: Deployment): Promise<string[]> {
  const clock = turnedClock(monday)
  const shared = sharedClaims()
  const mine = machine(shared, clock)
  const isLocal = deployment === 'this process first'
  const world = bookingWorld({ clock, claims: isLocal ? mine.claims : shared.claims })
  const claims = isLocal ? mine.local : shared.store
  const wrong: string[] = []
  const asked: Asked[] = []
  const answered: Asked[] = []

  /** What a process works with; one that dies has ports of its own to die at. */
  function depsOf(death: Death | undefined): BookDeps {
    if (!death) return world.deps
    const dies = mortality(death)
    const { calendar, handOvers } = world.deps
    const ports = { calendar: dies(calendar), handOvers: dies(handOvers) }
    const { local, shared: there, door } = mine.parts
    const parts = { local: dies(local), shared: dies(there), door: dies(door), clock }
    const own = isLocal ? localFirstClaims(parts) : dies(shared.claims)
    return { ...world.deps, ...ports, claims: own }
  }

  async function ask({ call, hour, again, death }: Extract<Event, { do: 'ask' }>): Promise<void> {
    const last = asked.findLast((one) => one.call === call)
    const start = again && last ? last.start : pm(hour)
    const key = again && last ? last.key : `tool_${asked.length}`
    const one: Asked = { call, key, start, begun: clock.now() }
    asked.push(one)
    one.answer = await book(world.requestOf({ at: start, call, key }), depsOf(death))
    one.ended = clock.now()
    answered.push(one)
    if (one.ended - one.begun > 6000) wrong.push(`${key} was answered late`)
    const isThere = world.calendar.standing().some((e) => e.properties['callId'] === call)
    if (one.answer.booked && !isThere) wrong.push(`${key} heard booked without an event`)
  }

  async function cycle(death?: Death): Promise<void> {
    const round = settleDue(depsOf(death), deadlineIn(clock, 25_000)).catch(() => undefined)
    await Promise.race([round, clock.advance(25_000)])
  }

  for (const event of history) {
    if (event.do === 'ask') void ask(event)
    if (event.do === 'google') world.calendar.strike(event.fault)
    if (event.do === 'google heals') world.calendar.heal()
    if (event.do === 'claims') shared.state.trouble = { ...event }
    if (event.do === 'supabase') shared.state.isAway = event.isAway
    if (event.do === 'hand-overs') world.handOvers.state = event.state
    if (event.do === 'texts go out') world.handOvers.deliver()
    if (event.do === 'cycle') await cycle(event.death)
    await clock.advance(event.do === 'pass' ? event.seconds * 1000 : 10)
  }
  await clock.advance(40_000)
  Object.assign(shared.state, { isAway: false, trouble: undefined })
  world.calendar.heal()
  world.handOvers.state = 'works'
  for (let rounds = 0; rounds < 12; rounds++) {
    await mine.replay()
    await world.cycle(1)
  }
  await mine.replay()
  if (isLocal) wrong.push(...disagreements(mine.local.rows(), shared.store.rows()))
  return [...wrong, ...judge({ ...world, claims }, asked, answered)]
}

/** Rows that Postgres has otherwise than the process. */
function disagreements(local: Booking[], shared: Booking[]): string[] {
  return local.flatMap((row) => {
    const there = shared.find((other) => other.id === row.id)
    if (row.state === 'released' && !there) return []
    const isSame = there?.state === row.state && there.slot.start === row.slot.start
    return isSame ? [] : [`${row.callId} is ${row.state} here and ${there?.state} in Postgres`]
  })
}
