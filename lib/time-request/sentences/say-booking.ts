import { speakTime } from '../speak.ts'
import type { SpeakContext } from '../speak.ts'
import { offerTimes, type Offered } from './offer-times.ts'
import { whyNot } from './why-not.ts'
import type { RefusalReason } from './why-not.ts'

/** A booking's outcome, as far as it is said aloud. Times are epoch ms. */
export type BookingSaying =
  /** Google confirmed. `moved`: the call's booking was at another time before. `minutes`: not the length asked for. */
  | { kind: 'booked'; at: number; moved?: boolean; minutes?: number | undefined }
  /** Handed over after a failure: the owner's confirmation. */
  | { kind: 'handed_over'; at: number }
  /** Handed over because the broker books by hand or is not connected. */
  | { kind: 'to_be_confirmed'; at: number }
  | ({ kind: 'not_booked'; reason: RefusalReason; at: number } & Offered)
  /** Handed over in the customer's words: no one time was settled. */
  | { kind: 'passed_on' }
  /** No way was left to tell the broker: nothing may be called set. */
  | { kind: 'not_arranged' }
  | { kind: 'phone_missing' | 'time_missing' }

/** What the agent reads aloud after a booking, in the customer's zone. */
export function sayBooking(saying: BookingSaying, context: SpeakContext): string {
  switch (saying.kind) {
    case 'booked': {
      const time = speakTime(saying.at, context)
      if (saying.moved) return `Done, your call is moved to ${time}.`
      const length = saying.minutes === undefined ? '' : `, for ${saying.minutes} minutes`
      return `You are booked for ${time}${length}.`
    }
    case 'handed_over':
      return `Your call is set for ${speakTime(saying.at, context)}.`
    case 'to_be_confirmed':
      return `I have passed on your request for ${speakTime(saying.at, context)}. The broker will confirm it with you.`
    case 'not_booked': {
      const { reason, at } = saying
      return `${whyNot(reason, at, context)} ${offerTimes(saying, { ...context, after: at }, 'better')}`
    }
    case 'passed_on':
      return 'I have passed on your request. The broker will confirm the time with you.'
    case 'not_arranged':
      return 'I am sorry, that call could not be arranged just now. Please try again later.'
    case 'phone_missing':
      return 'What number can the broker reach you at?'
    case 'time_missing':
      return 'What day and what time would suit you?'
  }
}
