import * as fc from 'fast-check'
import type { CalendarFault } from '../memory-calendar.ts'
import { calendarFault, death } from '../booking-events.ts'
import type { Death } from '../mortal.ts'
import type { MailState } from './mails.ts'
import type { SupabaseState } from './supabase.ts'
import type { TextTrouble } from './texts.ts'
import type { Deployment } from './world.ts'

/** What a phone number does with texts: refuses them at once, takes them and fails, or gets them. */
export type NumberFate = 'refuses' | 'fails' | 'works'

/** What happens next in a history. */
export type Event =
  /** A call asks for an hour; `again` repeats its last request; the broker may want to book `byHand`. */
  | { do: 'ask'; call: string; hour: number; again: boolean; byHand: boolean }
  | { do: 'google'; fault: CalendarFault }
  | { do: 'google heals' }
  | { do: 'supabase'; state: SupabaseState }
  | { do: 'twilio'; trouble: TextTrouble }
  | { do: 'twilio heals' }
  | { do: 'number'; whose: 'business' | 'personal'; fate: NumberFate }
  | { do: 'mail'; state: MailState }
  | { do: 'disk'; isFull: boolean }
  /** The process dies at one of its next calls, and the next one starts some seconds later. */
  | { do: 'die'; death: Death; downSeconds: number }
  /** The next process starts while this one ends its work. */
  | { do: 'reload' }
  | { do: 'pass'; seconds: number }

/** A history, and where it happens. */
export type History = { deployment: Deployment; events: Event[] }

const supabase: fc.Arbitrary<SupabaseState> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('works', 'away', 'hangs', 'read-only') }),
  },
  fc.record({ kind: fc.constant('slow'), ms: fc.constantFrom(300, 2000) }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('lost', 'fails'),
      skip: fc.integer({ min: 0, max: 8 }),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
)
const on = fc.constantFrom(
  'messages.create',
  'messages.create',
  'messages.list',
  'messages.fetch',
  '*',
)
const times = fc.constantFrom(1, 1, 2, 6)
const twilio: fc.Arbitrary<TextTrouble> = fc.oneof(
  fc.record({
    on,
    times,
    kind: fc.constant('status'),
    status: fc.constantFrom(401, 429, 500, 503),
  }),
  {
    weight: 2,
    arbitrary: fc.record({ on, times, kind: fc.constantFrom('reset', 'lost', 'hang') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      on,
      times,
      kind: fc.constantFrom('slow', 'late'),
      ms: fc.constantFrom(900, 6000, 15_000, 70_000, 200_000),
    }),
  },
)
const mail: fc.Arbitrary<MailState> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('works', 'down', 'busy', 'refuses', 'reset', 'lost', 'hang'),
    }),
  },
  fc.record({ kind: fc.constant('slow'), ms: fc.constantFrom(3000, 20_000) }),
)
const ask = fc.record({
  do: fc.constant('ask'),
  call: fc.constantFrom('call_1', 'call_1', 'call_1', 'call_2', 'call_3'),
  hour: fc.constantFrom(2, 3, 4),
  again: fc.constantFrom(true, false, false),
  byHand: fc.constantFrom(true, false, false, false, false, false, false),
})
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 10, arbitrary: ask },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('google'), fault: calendarFault }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('google heals', 'twilio heals') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('supabase'), state: supabase }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('twilio'), trouble: twilio }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('number'),
      whose: fc.constantFrom('business', 'business', 'personal'),
      fate: fc.constantFrom('refuses', 'fails', 'works'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mail'), state: mail }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disk'), isFull: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('die'),
      death: death(40),
      downSeconds: fc.constantFrom(0, 0, 5, 50, 200),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'reload' as const }) },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      seconds: fc.constantFrom(1, 3, 7, 20, 45, 130, 400),
    }),
  },
)

/** Whole histories. */
export const histories: fc.Arbitrary<History> = fc.record({
  deployment: fc.constantFrom('this process first', 'this process first', 'Postgres alone'),
  events: fc.array(events, { minLength: 2, maxLength: 30, size: 'max' }),
})
