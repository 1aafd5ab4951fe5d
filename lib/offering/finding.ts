import type { RequestAnswer } from '../availability/answer-request.ts'
import type { TimeRequest } from '../time-request/types.ts'

/** Why a request goes to the broker instead of the calendar. */
export type HandOnReason = 'booking_disabled' | 'not_connected' | 'calendar_unavailable'

/** What a check found out, before it is put into words. */
export type Finding =
  | { kind: 'zone_unknown' }
  | { kind: 'length_unknown' }
  | { kind: 'handed_on'; reason: HandOnReason; timeRequest: TimeRequest; minutes: number }
  | { kind: 'answered'; timeRequest: TimeRequest; answer: RequestAnswer }
