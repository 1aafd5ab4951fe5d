import type { AnswerReason } from '../availability/answer-request.ts'
import type { Alternative } from '../booking/booking.ts'
import { sealSlot } from '../booking/slot-token.ts'
import { minutesOf, type Interval } from '../interval.ts'
import type { HandOffReason } from '../time-request/sentences/say-check.ts'
import { speakTime } from '../time-request/speak.ts'
import { isoAt } from '../timezones.ts'
import { checkSentence } from './check-sentence.ts'
import type { Finding } from './finding.ts'
import { oneInstant } from './heard.ts'
import { speech, zoneSaid, type Wording, type ZoneSaid } from './wording.ts'

/** What the agent should do next. */
export type CheckAction = 'confirm' | 'suggest' | 'clarify' | 'reject' | 'handoff'

/** Why a check's answer is as it is (docs/retell.md). */
export type CheckReason = AnswerReason | HandOffReason

/** The answer of check-availability, apart from its request id. Times are ISO 8601 in the customer's zone. */
export type CheckAnswer = {
  available: boolean
  requestedTime: string | null
  alternatives: Alternative[]
  action: CheckAction
  reason: CheckReason
  message: string
  timezone: string
  slot_token: string | null
}

/** Puts a finding into the answer the agent gets. */
export function worded(finding: Finding, wording: Wording): CheckAnswer {
  const at = requestedInstant(finding, wording.now)
  const heard = 'timeRequest' in finding ? finding.timeRequest : undefined
  const said = { ...wording, ...zoneSaid(heard, wording.zone, at ?? wording.now) }
  const slot = slotToBook(finding, at)
  const offers = finding.kind === 'answered' ? finding.answer.offers : []
  return {
    available: finding.kind === 'answered' && finding.answer.available,
    requestedTime: at === undefined ? null : isoAt(said.zone, at),
    alternatives: offers.map((offer) => alternative(offer, said)),
    action: actionOf(finding),
    reason: reasonOf(finding),
    message: checkSentence(finding, at, said),
    timezone: said.zone,
    slot_token: slot ? token(slot, said) : null,
  }
}

function actionOf(finding: Finding): CheckAction {
  if (finding.kind === 'handed_on') return 'handoff'
  if (finding.kind !== 'answered') return 'clarify'
  const { reason, available, at, offers } = finding.answer
  if (reason === 'not_understood' || reason === 'ambiguous') return 'clarify'
  if (available && at !== undefined) return 'confirm'
  return offers.length > 0 ? 'suggest' : 'reject'
}

function reasonOf(finding: Finding): CheckReason {
  if (finding.kind === 'handed_on') return finding.reason
  return finding.kind === 'answered' ? finding.answer.reason : 'not_understood'
}

/** The one instant asked for, if it was one. */
function requestedInstant(finding: Finding, now: number): number | undefined {
  if (finding.kind === 'answered') return finding.answer.at
  return finding.kind === 'handed_on' ? oneInstant(finding.timeRequest, now) : undefined
}

/** What the answer's own token stands for: a free instant, or one to be handed on. */
function slotToBook(finding: Finding, at: number | undefined): Interval | undefined {
  if (at === undefined || finding.kind === 'zone_unknown' || finding.kind === 'length_unknown')
    return undefined
  if (finding.kind === 'answered' && !finding.answer.available) return undefined
  const minutes = finding.kind === 'answered' ? finding.answer.meetingMinutes : finding.minutes
  return { start: at, end: at + minutes * 60_000 }
}

function alternative(offer: Interval, wording: Wording & ZoneSaid): Alternative {
  const { zone } = wording
  return {
    start: isoAt(zone, offer.start),
    end: isoAt(zone, offer.end),
    spoken: speakTime(offer.start, speech(wording)),
    slot_token: token(offer, wording),
  }
}

function token(offer: Interval, { client, callId, now, key }: Wording): string {
  const slot = { start: offer.start, minutes: minutesOf(offer) }
  return sealSlot({ ...slot, clientId: client.id, callId }, now, key)
}
