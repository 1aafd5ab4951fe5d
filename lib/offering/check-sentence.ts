import { sayCheck } from '../time-request/sentences/say-check.ts'
import type { Finding } from './finding.ts'
import type { Wording } from './worded.ts'

/** The one sentence the agent reads aloud. */
export function checkSentence(finding: Finding, at: number | undefined, wording: Wording): string {
  const { now, zone, client } = wording
  const context = { now, zone, otherZone: client.settings.zone }
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
      const request = finding.timeRequest
      const offers = finding.answer.offers.map(({ start }) => start)
      const minutes = meetingMinutes === finding.minutes ? undefined : meetingMinutes
      const said = { kind: 'answered', request, available, reason, offers, minutes } as const
      return sayCheck({ ...said, ...instant }, context)
    }
  }
}
