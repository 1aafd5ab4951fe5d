import { randomUUID } from 'node:crypto'
import {
  array,
  asyncProperty,
  assert,
  boolean,
  constantFrom,
  nat,
  oneof,
  record,
  type Arbitrary,
} from 'fast-check'
import { expect, test } from 'vitest'
import type { BookAnswer, Booking } from '../../../../lib/booking/booking.ts'
import type { Advance, Claims, Move, NewClaim } from '../../../../lib/booking/ports.ts'
import { systemClock } from '../../../../lib/clock.ts'
import { queueFile } from '../queue-file.ts'
import { realBookings } from '../../../support/real-bookings.ts'
import { soon } from '../../../support/real-rows.ts'
import { claimFor, moveOf, noon, hour, minute } from './claim-values.ts'

const real = realBookings()

const quarter = 15 * minute
const place = record({ at: nat(11), quarters: constantFrom(1, 2, 3) })
const rules = record({ before: constantFrom(0, 1), after: constantFrom(0, 1), capped: boolean() })
const step = oneof(
  record({
    do: constantFrom('claim' as const),
    place,
    rules,
    call: constantFrom(undefined, 'call 1', 'call 2', 'call 3'),
    key: nat(7),
    guards: constantFrom(true, true, true, false),
  }),
  record({
    do: constantFrom('move' as const),
    row: nat(9),
    place,
    rules,
    stale: constantFrom(false, false, true),
  }),
  record({
    do: constantFrom('advance' as const),
    row: nat(9),
    state: constantFrom(
      'booked' as const,
      'handed_over' as const,
      'unknown' as const,
      'released' as const,
    ),
    seen: constantFrom(undefined, undefined, { at: 3, quarters: 2 }, { at: 8, quarters: 1 }),
  }),
)
type Step = typeof step extends Arbitrary<infer T> ? T : never

const slotOf = ({ at, quarters }: { at: number; quarters: number }) => ({
  start: noon + at * quarter,
  end: noon + (at + quarters) * quarter,
})
const rulesOf = ({
  before,
  after,
  capped,
}: {
  before: number
  after: number
  capped: boolean
}) => ({
  bufferBeforeMs: before * quarter,
  bufferAfterMs: after * quarter,
  ...(capped && { cap: { max: 2, day: { start: noon, end: noon + hour } } }),
})

type Written = { claim: NewClaim } | { moves: [Advance, Move] } | { advance: Advance }

/** What a step writes, given the rows there are. */
function writtenBy(asked: Step, clientId: string, rows: Booking[]): Written | undefined {
  if (asked.do === 'claim') {
    const { callId: _, ...claim } = claimFor(clientId, noon)
    return {
      claim: {
        ...claim,
        ...(asked.call !== undefined && { callId: asked.call }),
        requestKey: `key ${asked.key}`,
        slot: slotOf(asked.place),
        guards: asked.guards,
        rules: rulesOf(asked.rules),
      },
    }
  }
  const row = rows.filter(({ state }) => state !== 'released')[asked.row]
  if (!row) return undefined
  const { id, version, state } = row
  if (asked.do === 'advance') {
    // What is released was not found in Google, so no slot was read there.
    const seen = asked.state !== 'released' && asked.seen
    const fact = seen && { slot: slotOf(seen), from: null }
    return { advance: { id, clientId, version, state: asked.state, ...fact } }
  }
  // Whoever moves a booking has answered the request before.
  const answer = { requestKey: row.requestKey, answer: { message: 'Set.' } as BookAnswer }
  const next = { ...row, version: asked.stale ? version : version + 1 }
  const move = moveOf(next, noon, { slot: slotOf(asked.place), rules: rulesOf(asked.rules) })
  return { moves: [{ id, clientId, version, state, answer }, move] }
}

async function write(claims: Claims, written: Written): Promise<unknown[]> {
  if ('claim' in written) return [await claims.claim(written.claim, soon())]
  if ('advance' in written) return [await claims.advance(written.advance, soon())]
  const [answered, moved] = written.moves
  return [await claims.advance(answered, soon()), await claims.move(moved, soon())]
}

/** Those in the way are a set. */
function inOrder(results: unknown[]): unknown[] {
  return results.map((result) => {
    const { by, ...rest } = result as { by?: Booking[] }
    return { ...rest, ...(by && { by: by.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }) }
  })
}

test('the same history gives the same answers and rows in Postgres as in the file beside the process', async () => {
  await assert(
    asyncProperty(array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const local = queueFile(systemClock).queue.claims
      const clientId = await real.addClient()
      const rows = new Map<string, Booking>()
      for (const asked of steps) {
        const written = writtenBy(asked, clientId, [...rows.values()])
        if (!written) continue
        const [there, here] = [await write(real.store, written), await write(local, written)]
        expect(inOrder(there)).toEqual(inOrder(here))
        for (const result of there as { booking?: Booking }[]) {
          if (result.booking) rows.set(result.booking.id, result.booking)
        }
      }
      const range = { start: noon, end: noon + 4 * hour }
      const guarded = async (claims: Claims) =>
        (await claims.guarded(clientId, range, soon()))
          .map(({ start, end }) => `${start}-${end}`)
          .sort()
      expect(await guarded(real.store)).toEqual(await guarded(local))
      const asked = { clientId, requestKey: randomUUID(), callId: 'call 1' }
      expect(await real.store.find(asked, soon())).toEqual(await local.find(asked, soon()))
    }),
    { numRuns: 40 },
  )
})
