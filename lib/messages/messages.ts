import type { Deadline } from '../deadline.ts'

/** Where a text message stands: `sent` covers all of Twilio's states before the end. */
export type SmsState = 'sent' | 'delivered' | 'failed'

/** A text message as the carrier knows it. `code` is Twilio's error code when it failed. */
export type SmsReceipt = { id: string; state: SmsState; code?: string | undefined }

/**
 * Text messages. Throws VendorFailure('twilio', …): `refused` is permanent (invalid, opted out,
 * unregistered, region blocked: `code` says which), `timeout`, `unreachable` and `server` may have been sent.
 */
export type Sms = {
  send(message: { to: string; body: string }, deadline: Deadline): Promise<SmsReceipt>
  /** The message now. */
  status(id: string, deadline: Deadline): Promise<SmsReceipt>
  /** Messages to a number since an instant (epoch ms), newest first: asked before sending again. */
  sentTo(
    to: string,
    since: number,
    deadline: Deadline,
  ): Promise<(SmsReceipt & { body: string; sentAt: number })[]>
}

/** E-mail. Throws VendorFailure('smtp', …). */
export type Mail = {
  send(message: { to: string; subject: string; text: string }, deadline: Deadline): Promise<void>
}
