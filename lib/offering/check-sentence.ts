import { speakTime, speakTimes } from '../time-request/speak.ts'
import type { Finding } from './finding.ts'
import type { Wording } from './worded.ts'

/** The one sentence the agent reads aloud. */
export function checkSentence(finding: Finding, wording: Wording): string {
  const { now, zone, client } = wording
  const context = { now, zone, otherZone: client.settings.zone }
  if (finding.kind === 'zone_unknown')
    return 'Which city are you calling from, so I get the time zone right?'
  if (finding.kind === 'length_unknown') {
    return `I can book ${client.settings.meetingMinutes.join(' or ')} minutes. Which would you like?`
  }
  if (finding.kind === 'handed_on')
    return 'I will pass your time along so it gets confirmed with you.'
  const { answer } = finding
  const times = speakTimes(
    answer.offers.map(({ start }) => start),
    context,
  )
  if (answer.available && answer.at !== undefined)
    return `${speakTime(answer.at, context)} is free. Shall I book it?`
  if (answer.available) return `I have ${times}. Which works best?`
  if (answer.reason === 'not_understood') return 'Sorry, when would you like to talk?'
  return times
    ? `That time does not work. I have ${times}. Which works better?`
    : 'That time does not work. When else would suit you?'
}
