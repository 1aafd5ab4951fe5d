import type { Booking } from '../../lib/booking/booking.ts'
import { localFirstClaims } from '../../lib/booking/local-first-claims.ts'
import type { BookDeps } from '../../lib/booking/request.ts'
import { book } from '../../lib/booking/book.ts'
import { settleDue } from '../../lib/booking/settle.ts'
import { turnedClock } from '../../lib/clock.ts'
import { deadlineIn } from '../../lib/deadline.ts'
import type { Event } from './booking-events.ts'
import { judge, type Asked } from './booking-judge.ts'
import { bookingWorld, monday, pm } from './booking-world.ts'
import { machine, sharedClaims } from './machine.ts'
import { mortality, type Death } from './mortal.ts'

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
