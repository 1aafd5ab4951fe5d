import * as fc from 'fast-check'
import type { BookDeps } from '../../lib/booking/request.ts'
import { book } from '../../lib/booking/book.ts'
import { settleDue } from '../../lib/booking/settle.ts'
import { deadlineIn } from '../../lib/deadline.ts'
import { VendorFailure } from '../../lib/failure.ts'
import { judge, type Asked } from './booking-judge.ts'
import { bookingWorld, pm } from './booking-world.ts'
import type { CalendarFault, CalendarTrouble } from './memory-calendar.ts'
import { mortal, type Death } from './mortal.ts'

/** What happens next in a history. */
export type Event =
  /** A call asks for an hour; `again` repeats its last request; nobody waits for the answer yet. */
  | { do: 'ask'; call: string; hour: number; again: boolean; death?: Death }
  | { do: 'google'; fault: CalendarFault }
  | { do: 'google heals' }
  /** The next calls of the claims are refused, or done without an answer. */
  | { do: 'claims'; fail: 'down' | 'lost'; times: number }
  | { do: 'hand-overs'; state: 'works' | 'down' }
  | { do: 'texts go out' }
  | { do: 'pass'; seconds: number }
  /** A round of the cycle, whose process may die at it. */
  | { do: 'cycle'; death?: Death }

const death: fc.Arbitrary<Death> = fc.record({
  call: fc.integer({ min: 1, max: 9 }),
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

/** Lives through a history, lets everything recover, and gives what a model says is wrong with the end. */
export async function liveThrough(history: Event[]): Promise<string[]> {
  const world = bookingWorld()
  const wrong: string[] = []
  const asked: Asked[] = []
  const answered: Asked[] = []
  let failing: { fail: 'down' | 'lost'; times: number } | undefined
  const deps: BookDeps = { ...world.deps, claims: flaky(world.deps.claims, () => failing) }

  async function ask({ call, hour, again, death }: Extract<Event, { do: 'ask' }>): Promise<void> {
    const last = asked.findLast((one) => one.call === call)
    const start = again && last ? last.start : pm(hour)
    const key = again && last ? last.key : `tool_${asked.length}`
    const one: Asked = { call, key, start, begun: world.clock.now() }
    asked.push(one)
    const request = world.requestOf({ at: start, call, key })
    one.answer = await book(request, death ? mortal(deps, death) : deps)
    one.ended = world.clock.now()
    answered.push(one)
    if (one.ended - one.begun > 6000) wrong.push(`${key} was answered late`)
    const isThere = world.calendar.standing().some((e) => e.properties['callId'] === call)
    if (one.answer.booked && !isThere) wrong.push(`${key} heard booked without an event`)
  }

  async function cycle(dies?: Death): Promise<void> {
    const mine = dies ? mortal(deps, dies) : deps
    const round = settleDue(mine, deadlineIn(world.clock, 25_000)).catch(() => undefined)
    await Promise.race([round, world.clock.advance(25_000)])
  }

  for (const event of history) {
    if (event.do === 'ask') void ask(event)
    if (event.do === 'google') world.calendar.strike(event.fault)
    if (event.do === 'google heals') world.calendar.heal()
    if (event.do === 'claims') failing = { ...event }
    if (event.do === 'hand-overs') world.handOvers.state = event.state
    if (event.do === 'texts go out') world.handOvers.deliver()
    if (event.do === 'cycle') await cycle(event.death)
    await world.clock.advance(event.do === 'pass' ? event.seconds * 1000 : 10)
  }
  await world.clock.advance(10_000)
  failing = undefined
  world.calendar.heal()
  world.handOvers.state = 'works'
  await world.cycle(12)
  return [...wrong, ...judge(world, asked, answered)]
}

/** Claims that are refused, or done without an answer, for as many calls as told. */
function flaky(
  claims: BookDeps['claims'],
  failing: () => { fail: 'down' | 'lost'; times: number } | undefined,
): BookDeps['claims'] {
  return new Proxy(claims, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return async (...args: unknown[]) => {
        const now = failing()
        const strikes = now !== undefined && now.times-- > 0
        if (strikes && now.fail === 'down') throw new VendorFailure('supabase', 'unreachable')
        const answer: unknown = await member.apply(target, args)
        if (strikes) throw new VendorFailure('supabase', 'timeout')
        return answer
      }
    },
  })
}
