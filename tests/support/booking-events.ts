import * as fc from 'fast-check'
import type { CalendarFault, CalendarTrouble } from './memory-calendar.ts'
import type { Death } from './mortal.ts'

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

/** Deaths within the next `most` calls. */
export const death = (most: number): fc.Arbitrary<Death> =>
  fc.record({ call: fc.integer({ min: 1, max: most }), after: fc.boolean() })

export const calendarFault: fc.Arbitrary<CalendarFault> = fc
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
          death: death(16),
        },
        { requiredKeys: ['do', 'call', 'hour', 'again'] },
      ),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('google' as const), fault: calendarFault }),
    },
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
      arbitrary: fc.record(
        { do: fc.constant('cycle' as const), death: death(16) },
        { requiredKeys: ['do'] },
      ),
    },
  ),
  { minLength: 1, maxLength: 16 },
)
