import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { Alerts } from './alerts.ts'
import type { Caps } from './caps.ts'
import type { Contact, MessageRules } from './destinations.ts'
import type { Mail, Sms } from './messages.ts'
import type { FailureRecord, Outbox } from './outbox.ts'

/** What delivering messages needs. */
export type DeliveryParts = {
  outbox: Outbox
  /** Absent when not configured: its destinations are passed over. */
  sms?: Sms
  mail?: Mail
  /** How to reach a client; undefined when there is no such client. Throws VendorFailure. */
  contact: (clientId: string, deadline: Deadline) => Promise<Contact | undefined>
  rules: MessageRules
  caps: Caps
  clock: Clock
  alerts: Alerts
  /** Writes to the failure log, or queues it. */
  recordFailure: (failure: FailureRecord) => Promise<void>
}

/** One run over the outbox. */
export type DeliveryRun = DeliveryParts & {
  deadline: Deadline
  /** Vendors that failed in this run: the rest of their messages wait for the next one. */
  resting: Set<'twilio' | 'smtp'>
  report: DeliveryReport
  /** What nobody foresaw, to be thrown at the end. */
  errors: unknown[]
}

/** What a run did. */
export type DeliveryReport = {
  /** Handed to the carrier or the mail server. */
  sent: number
  delivered: number
  /** Destinations that were refused for good. */
  refused: number
  /** Sends of unknown fate, or put off. */
  postponed: number
  /** Messages with no destination left. */
  failed: number
}
