import type { RequestAnswer } from '../availability/answer-request.ts'
import type { Booking } from '../booking/booking.ts'
import type { HandOffReason } from '../time-request/sentences/say-check.ts'
import type { TimeRequest } from '../time-request/types.ts'

/** What a check found out, before it is put into words. */
export type Finding =
  | { kind: 'zone_unknown' }
  | { kind: 'length_unknown' }
  | { kind: 'handed_on'; reason: HandOffReason; timeRequest: TimeRequest; minutes: number }
  /** `minutes`: the length asked for. `current`: what this call has booked already. */
  | {
      kind: 'answered'
      timeRequest: TimeRequest
      answer: RequestAnswer
      minutes: number
      current?: Booking | undefined
    }
