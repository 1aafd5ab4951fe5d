import type { Booking } from '../booking/booking.ts'
import { minutesOf, type Interval } from '../interval.ts'
import { sayBooking } from '../time-request/sentences/say-booking.ts'
import { sayCheck } from '../time-request/sentences/say-check.ts'
import type { Finding } from './finding.ts'
import { speech, type Wording, type ZoneSaid } from './wording.ts'

/** The one sentence the agent reads aloud. */
export function checkSentence(
  finding: Finding,
  at: number | undefined,
  said: Wording & ZoneSaid,
): string {
  const { client } = said
  const context = speech(said)
  const instant = at === undefined ? {} : { at }
  switch (finding.kind) {
    case 'zone_unknown':
      return sayCheck({ kind: 'zone_unknown' }, context)
    case 'length_unknown':
      return sayCheck({ kind: 'length_unknown', minutes: client.settings.meetingMinutes }, context)
    case 'handed_on':
      return sayCheck({ kind: 'handoff', reason: finding.reason, ...instant }, context)
    case 'answered': {
      const { available, reason, meetingMinutes } = finding.answer
      const own = available ? bookedAt(finding.current, at) : undefined
      if (own) {
        const length = minutesOf(own)
        const other = length === finding.minutes ? undefined : length
        return sayBooking({ kind: 'booked', at: own.start, minutes: other }, context)
      }
      const request = finding.timeRequest
      const offers = finding.answer.offers.map(({ start }) => start)
      const minutes = meetingMinutes === finding.minutes ? undefined : meetingMinutes
      const saying = { kind: 'answered', request, available, reason, offers, minutes } as const
      return sayCheck({ ...saying, ...instant }, context)
    }
  }
}

/** The slot this call has booked at that very time: to them it is neither taken nor free. */
function bookedAt(current: Booking | undefined, at: number | undefined): Interval | undefined {
  return current?.state === 'booked' && current.slot.start === at ? current.slot : undefined
}
