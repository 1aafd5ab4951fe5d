import type { Fault } from '../../../lib/local/control.ts'
import { numbers } from './numbers.ts'
import type { Vendor } from './vendors.ts'

/** A request of a round; `again` repeats the call's latest one, whatever time that asked for. */
export type Ask = { call: string; slot: number; again?: true }

/** What happens in one round. */
export type Plan = {
  number: number
  faults: { vendor: Vendor; fault: Fault }[]
  /** The process dies `afterMs` after vendors were asked for `at` the `nth` time, or anything the `latest`-th. */
  death: { at: string; nth: number; latest: number; afterMs: number }
  /** Requests at once; those in one line follow each other. */
  lines: Ask[][]
}

/** Every round turns the clocks of processes and vendors by this much. */
export const roundMs = 40_000
const lateMs = roundMs + 10_000

const faults: Record<Vendor, Fault[]> = {
  google: [
    { on: 'events.insert', kind: 'lost' },
    { on: 'events.insert', kind: 'late', ms: 1500 },
    { on: 'events.insert', kind: 'late', ms: lateMs },
    { on: 'events.insert', kind: 'slow', ms: 30 },
    { on: 'events.patch', kind: 'lost' },
    { on: '*', kind: 'slow', ms: 20 },
    { on: '*', kind: 'reset' },
    { on: 'freebusy.query', kind: 'status', status: 403, reason: 'forbidden' },
    // Everybody is handed over; twice here, for there should be texts to die at.
    { on: 'freebusy.query', kind: 'status', status: 403, reason: 'forbidden', times: 0 },
    { on: 'events.insert', kind: 'status', status: 403, reason: 'forbidden', times: 0 },
    { on: 'events.insert', kind: 'status', status: 403, reason: 'forbidden', times: 0 },
    { on: 'freebusy.query', kind: 'status', status: 403, reason: 'forbidden', times: 0 },
  ],
  twilio: [
    { on: 'messages.create', kind: 'lost' },
    { on: 'messages.create', kind: 'late', ms: lateMs },
    { on: 'messages.create', kind: 'slow', ms: 30, times: 0 },
    { on: 'messages.create', kind: 'status', status: 500 },
    { on: 'messages.create', kind: 'status', status: 429, retryAfter: 20 },
    { on: 'messages.create', kind: 'reset' },
    { on: 'messages.fetch', kind: 'reset' },
    // Where the list cannot be had, a second text is sent knowingly: it is slow here, and never gone.
    { on: 'messages.list', kind: 'slow', ms: 30 },
  ],
  supabase: [
    { on: '*', kind: 'reset', times: 0 },
    { on: '*', kind: 'reset', times: 0 },
    { on: '*', kind: 'reset', times: 4 },
    { on: '*', kind: 'slow', ms: 15, times: 0 },
    { on: 'claim_booking', kind: 'lost' },
    { on: 'claim_booking', kind: 'late', ms: 1000 },
    { on: 'move_booking', kind: 'lost' },
    { on: 'move_booking', kind: 'late', ms: 1000 },
    { on: 'advance_booking', kind: 'lost' },
    { on: 'advance_booking', kind: 'late', ms: 1000 },
    { on: 'advance_booking', kind: 'reset', times: 0 },
    { on: 'adopt_booking', kind: 'lost' },
    { on: 'adopt_booking', kind: 'late', ms: 1000 },
    { on: 'failure_logs', kind: 'lost' },
  ],
}

/** Where processes die: at one of the first so many requests for an operation. */
const moments: [at: string, upTo: number][] = [
  ['freebusy.query', 4],
  ['events.insert', 3],
  ['events.insert', 3],
  ['events.patch', 1],
  ['events.get', 3],
  ['messages.create', 3],
  ['messages.create', 2],
  ['messages.create', 1],
  ['messages.list', 1],
  ['messages.fetch', 2],
  ['claim_booking', 4],
  ['move_booking', 1],
  ['advance_booking', 6],
  ['adopt_booking', 30],
  ['adopt_booking', 10],
]

/** The plans of a whole run: the same for the same seed. */
export function plans(seed: number, rounds: number): Plan[] {
  const random = numbers(seed)
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T
  const faultOf = (vendor: Vendor, oneIn: number) =>
    random(oneIn) ? [] : [{ vendor, fault: pick(faults[vendor]) }]
  return Array.from({ length: rounds }, (_, number) => ({
    number,
    faults: [...faultOf('google', 2), ...faultOf('twilio', 2), ...faultOf('supabase', 3)],
    death: deathOf(pick(moments), random),
    lines: linesOf(number, random),
  }))
}

function deathOf([at, upTo]: (typeof moments)[number], random: (below: number) => number) {
  // Texts are what a round comes to last.
  const latest = at.startsWith('messages') ? 60 + random(60) : 5 + random(60)
  return { at, nth: 1 + random(upTo), latest, afterMs: random(2) * random(100) }
}

/** One lead, two who want (almost) one time, one who changes their mind, and an earlier one who calls back. */
function linesOf(number: number, random: (below: number) => number): Ask[][] {
  const call = (lead: string) => `call_${number}_${lead}`
  const slot = number * 4
  const earlier = `call_${number - 1 - random(3)}_${'abc'[random(3)]}`
  const back: Ask = { call: earlier, slot: slot + 3, ...(random(2) && { again: true }) }
  return [
    [{ call: call('a'), slot }],
    [{ call: call('b'), slot: slot + random(2) }],
    [
      { call: call('c'), slot: slot + 2 },
      { call: call('c'), slot: slot + 2 + random(2) },
    ],
    ...(number < 3 ? [] : [[back]]),
  ]
}
