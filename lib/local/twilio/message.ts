/** How a message ends. */
export type Ending = { status: 'delivered' | 'undelivered' | 'failed'; code?: number }

/** A message as the stand-in keeps it. Times are epoch ms of its own clock. */
export type LocalMessage = {
  sid: string
  to: string
  from: string
  body: string
  createdAt: number
  ending: Ending
  statusCallback?: string
}

/** Where a message stands at one instant, in Twilio's words. */
export type Standing = {
  status: 'queued' | 'sent' | Ending['status']
  sentAt?: number
  code?: number
}

const untilSentMs = 1_000
const untilEndedMs = 4_000

/** queued → sent → its ending, by the clock; a `failed` message was never sent. */
export function standingAt(message: LocalMessage, now: number): Standing {
  const sentAt = message.createdAt + untilSentMs
  const { status, code } = message.ending
  const end: Standing = { status, ...(code === undefined ? {} : { code }) }
  if (now < sentAt) return { status: 'queued' }
  if (status === 'failed') return end
  if (now < message.createdAt + untilEndedMs) return { status: 'sent', sentAt }
  return { ...end, sentAt }
}

/** The message as Twilio's API shows it (https://www.twilio.com/docs/messaging/api/message-resource). */
export function messageJson(message: LocalMessage, accountSid: string, now: number): object {
  const { status, sentAt, code } = standingAt(message, now)
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: sentAt === undefined ? null : rfc2822(sentAt),
    date_updated: rfc2822(sentAt ?? message.createdAt),
    direction: 'outbound-api',
    error_code: code ?? null,
    error_message: null,
    from: message.from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status,
    subresource_uris: {
      media: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}/Media.json`,
    },
    to: message.to,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`,
  }
}

function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}
