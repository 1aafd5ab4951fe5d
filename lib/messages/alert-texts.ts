import type { AdminAlert } from './content.ts'
import { utcText } from './time-text.ts'

/** An alert in words: what, since when, what it means for the client, what to do. */
export function alertWords(alert: AdminAlert): { subject: string; text: string } {
  const [subject, means, todo] = partsOf(alert)
  return { subject, text: [`${subject}.`, means, todo].join('\n') }
}

function partsOf(alert: AdminAlert): [subject: string, means: string, todo: string] {
  const since = utcText(alert.since)
  switch (alert.kind) {
    case 'google_failing':
      return [
        `Google Calendar is failing${of(alert.clientId)}: ${alert.failures} calls in a row since ${since}`,
        'Callers are told the client will confirm; each request goes to the client by text message.',
        'Check https://www.google.com/appsstatus and GET /health/google. Nothing is lost meanwhile.',
      ]
    case 'google_recovered':
      return [
        `Google Calendar works again${of(alert.clientId)}: it failed from ${since} to ${utcText(alert.until)}`,
        'Bookings go straight into calendars again.',
        'Nothing to do.',
      ]
    case 'supabase_down':
      return [
        `Supabase is unreachable since ${since}`,
        `Calls are served from the last known settings; ${alert.waiting} writes wait in the local queue.`,
        'Check https://status.supabase.com and the project. Do not delete DATA_DIR: the queue is in it.',
      ]
    case 'supabase_recovered':
      return [
        `Supabase answers again: it was down from ${since} to ${utcText(alert.until)}`,
        `${alert.waiting} writes wait in the local queue and are being brought over in order.`,
        'Nothing to do; `npm run queue` shows what is left.',
      ]
    case 'queue_disk':
      return [
        `The local queue is running out of room: ${megabytes(alert.bytes)} of ${megabytes(alert.limitBytes)} used, ${megabytes(alert.freeBytes)} free on the disk (${since})`,
        'When it is full, failure records are no longer kept while Supabase is down; bookings and messages still are.',
        'Free room on the disk of DATA_DIR, and see `npm run queue` for what waits.',
      ]
    case 'poisoned':
      return [
        `Supabase refuses ${alert.count} queued write(s): ${alert.reason} (${since})`,
        'They were set aside so that the rest goes on; the records they hold are missing in Supabase.',
        'See `npm run queue`, repair the cause and put them back in line.',
      ]
    case 'unreachable_contact':
      return [
        `Messages to the ${alert.role.replace('_', ' ')} of client ${alert.clientId} are refused: ${alert.code} (${since})`,
        'Requests of this client go to the next contact on file.',
        askFor(alert),
      ]
    case 'sms_rejected':
      return [
        `Twilio rejects our account or number: ${alert.code} (${since})`,
        'No text message goes out; requests go to clients by e-mail.',
        'Check TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER and the account’s balance.',
      ]
    case 'client_unreadable':
      return [
        `Client ${alert.clientId} cannot be read and is not in the mirror (${since})`,
        'Requests for this client are kept, and come to you when the client cannot be reached.',
        'Check Supabase; once it answers they go out by themselves.',
      ]
    default:
      return alert satisfies never
  }
}

function askFor({ role, code }: { role: string; code: string }): string {
  if (role === 'email') return 'Ask the client for an address that takes mail.'
  if (code === 'country')
    return 'Its country is not in SMS_COUNTRIES: add it there if texts may go.'
  return `Ask the client for a number that takes texts. https://www.twilio.com/docs/errors/${code}`
}

function of(clientId: string | undefined): string {
  return clientId ? ` for client ${clientId}` : ''
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`
}
