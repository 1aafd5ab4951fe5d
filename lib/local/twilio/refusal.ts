import type { Ending } from './message.ts'

/** A request Twilio turns down: its error code and the HTTP status it comes with. */
export type Refusal = { status: number; code: number; message: string }

/** What a number does: refuses at once, or takes the message and ends it in its own way. */
export type NumberFate = { refuse: number } | Ending

const words: Record<number, string> = {
  20003: 'Authenticate',
  20404: 'The requested resource was not found',
  20429: 'Too Many Requests',
  21211: "The 'To' number is not a valid phone number.",
  21408: 'Permission to send an SMS has not been enabled for the region of the To number.',
  21602: 'Message body is required.',
  21603: "A 'From' phone number is required.",
  21604: "A 'To' phone number is required.",
  21606: "The 'From' phone number is not a valid, message-capable Twilio phone number.",
  21610: 'Attempt to send to unsubscribed recipient',
  21612: "The 'To' and 'From' numbers cannot be paired.",
  21614: "'To' number is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit.',
}
const statuses: Record<number, number> = { 20003: 401, 20404: 404, 20429: 429 }

// The first five are Twilio's own magic numbers (https://www.twilio.com/docs/iam/test-credentials);
// it has none for messages that fail on the way, so the last four are ours.
const magic: Record<string, NumberFate> = {
  '+15005550001': { refuse: 21211 },
  '+15005550002': { refuse: 21612 },
  '+15005550003': { refuse: 21408 },
  '+15005550004': { refuse: 21610 },
  '+15005550009': { refuse: 21614 },
  '+15005550030': { status: 'undelivered', code: 30003 },
  '+15005550034': { status: 'undelivered', code: 30034 },
  '+15005550007': { status: 'undelivered', code: 30007 },
  '+15005550008': { status: 'failed', code: 30008 },
}

/** The refusal behind one of Twilio's error codes (https://www.twilio.com/docs/api/errors). */
export function refusalOf(code: number): Refusal {
  return { status: statuses[code] ?? 400, code, message: words[code] ?? 'Refused' }
}

/** Twilio's error body. */
export function errorJson({ status, code, message }: Refusal): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

/** What becomes of a message to `number`; delivered unless it is a magic or configured one. */
export function fateOf(number: string, configured: ReadonlyMap<string, NumberFate>): NumberFate {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return { refuse: 21211 }
  return configured.get(number) ?? magic[number] ?? { status: 'delivered' }
}
