import { createHmac } from 'node:crypto'
import type { LocalMessage, Standing } from './message.ts'

/**
 * Twilio's X-Twilio-Signature: HMAC-SHA1 over the URL and the form's sorted names and values
 * (https://www.twilio.com/docs/usage/security#validating-requests).
 */
function callbackSignature(authToken: string, url: string, form: Record<string, string>): string {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], url)
  return createHmac('sha1', authToken).update(signed).digest('base64')
}

/** Tells `url` where a message stands. A receiver that is down misses it, as with Twilio. */
export async function sendCallback(
  url: string,
  form: Record<string, string>,
  authToken: string,
): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': callbackSignature(authToken, url, form) },
    body: new URLSearchParams(form),
    signal: AbortSignal.timeout(5_000),
  }).then(
    (answer) => answer.body?.cancel(),
    () => undefined,
  )
}

/** What a status callback says of a message. */
export function callbackForm(
  message: LocalMessage,
  accountSid: string,
  { status, code }: Standing,
): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: message.from,
    To: message.to,
    MessageSid: message.sid,
    SmsSid: message.sid,
    MessageStatus: status,
    SmsStatus: status,
    ...(code === undefined ? {} : { ErrorCode: String(code) }),
  }
}
