import type { Attempt } from './record.ts'
import type { World } from './world.ts'

/** What was told, to whom, and whether it got there; a text counts once it was delivered. */
export type Told = {
  /** Leads the broker was asked to book by hand. */
  byHand: Set<string>
  /** Leads the broker heard are in the calendar. */
  inCalendar: Set<string>
  /** Everything that got to somebody, in the order it left. */
  arrived: Attempt[]
}

export function whatWasTold(world: World): Told {
  const arrived = world.record.attempts.filter((attempt) => hasArrived(world, attempt))
  const leadsOf = (kind: Kind) => arrived.filter((one) => kindOf(one) === kind).flatMap(leadsIn)
  return {
    byHand: new Set(leadsOf('by hand')),
    inCalendar: new Set(leadsOf('in calendar')),
    arrived,
  }
}

export type Kind = 'by hand' | 'in calendar' | 'conflict' | 'alert'

/** What an attempt's words are about. */
export function kindOf({ text }: Attempt): Kind {
  if (text.startsWith('Manual booking')) return 'by hand'
  if (text.startsWith('It is in your calendar')) return 'in calendar'
  return text.startsWith('Two bookings overlap') ? 'conflict' : 'alert'
}

/** The leads an attempt names. */
export function leadsIn({ text }: Pick<Attempt, 'text'>): string[] {
  return text.match(/lead\d+x/g) ?? []
}

/** Where a text stands at the end. */
export function endOf({ texts }: World, { landed }: Attempt): string | undefined {
  return texts.twilio.messages().find(({ sid }) => sid === landed)?.status
}

function hasArrived(world: World, attempt: Attempt): boolean {
  if (attempt.channel === 'mail') return attempt.landed !== undefined
  // What was sent while nothing durable could be written is followed by nobody.
  if (attempt.direct && attempt.heard) return true
  return endOf(world, attempt) === 'delivered'
}
