import { read } from '../../lib/time-request/read.ts'
import { sayBooking } from '../../lib/time-request/sentences/say-booking.ts'
import type { BookingSaying } from '../../lib/time-request/sentences/say-booking.ts'
import { sayCheck } from '../../lib/time-request/sentences/say-check.ts'
import type { CheckSaying } from '../../lib/time-request/sentences/say-check.ts'

const zone = 'America/Toronto'
const now = Date.parse('2026-11-22T11:05:00-05:00')
const context = { now, zone }
const monday3 = Date.parse('2026-11-23T15:00:00-05:00')
const tuesday10 = Date.parse('2026-11-24T10:00:00-05:00')
const tuesday330 = Date.parse('2026-11-24T15:30:00-05:00')
const wednesday10 = Date.parse('2026-11-25T10:00:00-05:00')
const offers = [tuesday330, wednesday10]

type Answered = Extract<CheckSaying, { kind: 'answered' }>

function asked(words: string, at: number = now) {
  return read(words, { now: at, zone, clientZone: zone, hours: { open: 540, close: 1200 } })
}

function answered(words: string, rest: Partial<Answered>): CheckSaying {
  return {
    kind: 'answered',
    request: asked(words),
    available: false,
    reason: 'none',
    offers: [],
    ...rest,
  }
}

/** Every action and reason of a check with the sentence said for it. */
export function checkSentences(): [action: string, reason: string, sentence: string][] {
  const say = (saying: CheckSaying, more = {}) => sayCheck(saying, { ...context, ...more })
  const refuse = (reason: Answered['reason'], at?: number, instead = offers) =>
    say(answered('Tuesday at 10', { reason, offers: instead, ...(at !== undefined && { at }) }))
  const doubt = (words: string) => say(answered(words, { reason: 'ambiguous' }))
  const before = Date.parse('2026-10-30T16:20:00-04:00')
  const none = (words: string, at?: number) =>
    say({ ...answered(words, { reason: 'nonexistent' }), request: asked(words, at) } as CheckSaying)
  const free = { available: true, reason: 'free' } as const
  return [
    ['confirm', 'free', say(answered('tomorrow at 3', { ...free, at: monday3 }))],
    ['confirm', 'free, read back', say(answered('next Tuesday at 10', { ...free, at: tuesday10 }))],
    [
      'confirm',
      'free, near enough',
      say(answered('around 3 on Tuesday', { ...free, at: tuesday330 })),
    ],
    [
      'confirm',
      'free, zones differ',
      say(answered('tomorrow at 3', { ...free, at: monday3 }), { otherZone: 'America/Vancouver' }),
    ],
    ['suggest', 'free', say(answered('Tuesday or Wednesday', { ...free, offers }))],
    [
      'suggest',
      'free, one time',
      say(answered('Tuesday afternoon', { ...free, offers: [tuesday330] })),
    ],
    ['suggest', 'busy', refuse('busy', tuesday10)],
    [
      'suggest',
      'busy, another length',
      say(answered('Tuesday at 10', { reason: 'busy', at: tuesday10, offers, minutes: 30 })),
    ],
    ['suggest', 'none', refuse('none')],
    ['suggest', 'outside_hours', refuse('outside_hours', tuesday10)],
    ['suggest', 'closed', refuse('closed', tuesday10, [wednesday10])],
    ['suggest', 'past', refuse('past')],
    ['suggest', 'too_soon', refuse('too_soon', tuesday10)],
    ['suggest', 'too_far', refuse('too_far')],
    ['suggest', 'day_full', refuse('day_full', tuesday10, [wednesday10])],
    ['suggest', 'off_grid', refuse('off_grid', tuesday10 + 7 * 60_000)],
    ['reject', 'busy', say(answered('Tuesday at 10', { reason: 'busy', at: tuesday10 }))],
    ['reject', 'nonexistent (date)', none('February 30th')],
    ['reject', 'nonexistent (clock)', none('tomorrow at 25 o’clock')],
    ['reject', 'nonexistent (spring)', none('March 14 2027 at 2:30 am')],
    ['clarify', 'ambiguous (open)', doubt('whenever')],
    ['clarify', 'ambiguous (vague)', doubt('in a few days')],
    ['clarify', 'ambiguous (same weekday)', doubt('Sunday')],
    ['clarify', 'ambiguous (am or pm)', doubt('tomorrow at 8')],
    ['clarify', 'ambiguous (day and date)', doubt('Tuesday the 30th')],
    ['clarify', 'ambiguous (two readings)', doubt('3/4')],
    [
      'clarify',
      'ambiguous (repeated hour)',
      sayCheck(
        {
          ...answered('', { reason: 'ambiguous' }),
          request: asked('Sunday at 1:30 am', before),
        } as CheckSaying,
        { now: before, zone },
      ),
    ],
    ['clarify', 'ambiguous (clock passed)', doubt('at 10')],
    ['clarify', 'not_understood', say(answered('hello', { reason: 'not_understood' }))],
    ['clarify', 'not_understood (zone)', say({ kind: 'zone_unknown' })],
    ['clarify', 'not_understood (length)', say({ kind: 'length_unknown', minutes: [15, 30, 60] })],
    [
      'handoff',
      'booking_disabled',
      say({ kind: 'handoff', reason: 'booking_disabled', at: monday3 }),
    ],
    ['handoff', 'not_connected', say({ kind: 'handoff', reason: 'not_connected' })],
    [
      'handoff',
      'calendar_unavailable',
      say({ kind: 'handoff', reason: 'calendar_unavailable', at: monday3 }),
    ],
  ]
}

/** Every outcome of a booking with the sentence said for it. */
export function bookingSentences(): [outcome: string, sentence: string][] {
  const say = (saying: BookingSaying) => sayBooking(saying, context)
  return [
    ['booked', say({ kind: 'booked', at: monday3 })],
    ['booked before, in another length', say({ kind: 'booked', at: monday3, minutes: 30 })],
    ['booked, moved', say({ kind: 'booked', at: tuesday10, moved: true })],
    ['handed_over after a failure', say({ kind: 'handed_over', at: monday3 })],
    [
      'handed_over, booking_disabled, not_connected or over_limit',
      say({ kind: 'to_be_confirmed', at: monday3 }),
    ],
    ['not_booked, busy', say({ kind: 'not_booked', reason: 'busy', at: tuesday10, offers })],
    [
      'not_booked, nothing else free',
      say({ kind: 'not_booked', reason: 'busy', at: tuesday10, offers: [] }),
    ],
    ['handed_over, no one time named', say({ kind: 'passed_on' })],
    ['not_booked, nothing could be arranged', say({ kind: 'not_arranged' })],
    ['not_booked, phone_missing', say({ kind: 'phone_missing' })],
    ['not_booked, time_missing', say({ kind: 'time_missing' })],
  ]
}

/** Both tables in Markdown, as docs/understanding.md shows them. */
export function sentenceTables(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['action', 'reason', 'said']),
    '| --- | --- | --- |',
    ...checkSentences().map(row),
    '',
    row(['booking', 'said']),
    '| --- | --- |',
    ...bookingSentences().map(row),
  ].join('\n')
}
