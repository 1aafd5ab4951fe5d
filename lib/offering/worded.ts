import type { AnswerReason } from '../availability/answer-request.ts'
import type { Alternative } from '../booking/booking.ts'
import { sealSlot } from '../booking/slot-token.ts'
import type { Interval } from '../interval.ts'
import type { Client } from '../store/client.ts'
import type { HandOffReason } from '../time-request/sentences/say-check.ts'
import { speakTime } from '../time-request/speak.ts'
import type { TimeRequest } from '../time-request/types.ts'
import { isoAt } from '../timezones.ts'
import { checkSentence } from './check-sentence.ts'
import type { Finding } from './finding.ts'

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

/** For whom, and in whose time, an answer is worded. */
export type Wording = {
  client: Client
  callId: string | undefined
  /** The customer's zone, and whether it was guessed from their number. */
  zone: string
  guessed: boolean
  /** Epoch ms. */
  now: number
  /** Key of slot tokens. */
  key: Uint8Array
}

/** Puts a finding into the answer the agent gets. */
export function worded(finding: Finding, wording: Wording): CheckAnswer {
  const said = { ...wording, zone: zoneOf(finding, wording) }
  const at = requestedInstant(finding)
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

/** A customer who names a zone or place is answered in it. */
function zoneOf(finding: Finding, { zone }: Wording): string {
  const heard = 'timeRequest' in finding ? finding.timeRequest : undefined
  return heard?.zoneNamed ? heard.zone : zone
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
function requestedInstant(finding: Finding): number | undefined {
  if (finding.kind === 'answered') return finding.answer.at
  return finding.kind === 'handed_on' ? onlyInstant(finding.timeRequest) : undefined
}

/** What the answer's own token stands for: a free instant, or one to be handed on. */
function slotToBook(finding: Finding, at: number | undefined): Interval | undefined {
  if (at === undefined || finding.kind === 'zone_unknown' || finding.kind === 'length_unknown')
    return undefined
  if (finding.kind === 'answered' && !finding.answer.available) return undefined
  const minutes = finding.kind === 'answered' ? finding.answer.meetingMinutes : finding.minutes
  return { start: at, end: at + minutes * 60_000 }
}

function onlyInstant(request: TimeRequest): number | undefined {
  if (request.outcome !== 'ok' || request.spans.length !== 1) return undefined
  const [span] = request.spans
  return span && span.end === undefined && span.start % 60_000 === 0 ? span.start : undefined
}

function alternative(offer: Interval, wording: Wording): Alternative {
  const { zone, now, client } = wording
  return {
    start: isoAt(zone, offer.start),
    end: isoAt(zone, offer.end),
    spoken: speakTime(offer.start, { now, zone, otherZone: client.settings.zone }),
    slot_token: token(offer, wording),
  }
}

function token({ start, end }: Interval, { client, callId, now, key }: Wording): string {
  const minutes = Math.round((end - start) / 60_000)
  return sealSlot({ start, minutes, clientId: client.id, callId }, now, key)
}
