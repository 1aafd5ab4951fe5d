import { phoneNumber } from '../lib/retell/phone-number.ts'
import { SettingsError, settingsOf } from '../lib/availability/settings.ts'
import type { ClientChange } from '../lib/store/operate-clients.ts'

type Reading = (text: string) => unknown

const asText: Reading = (text) => text
const asNumber: Reading = (text) => (/^-?\d+$/.test(text) ? Number(text) : text)
const asYesNo: Reading = (text) => {
  if (text !== 'yes' && text !== 'no') throw new Error(`must be yes or no: ${text}`)
  return text === 'yes'
}
const asPhone: Reading = (text) => {
  const number = phoneNumber(text)
  if (number === undefined) throw new Error(`must be a phone number, such as +14165550142: ${text}`)
  return number
}
const asEmail: Reading = (text) => {
  if (!/^[^@\s]+@[^@\s]+$/.test(text)) throw new Error(`must be an e-mail address: ${text}`)
  return text
}
const asTexts: Reading = (text) => parts(text)
const asNumbers: Reading = (text) => parts(text).map(asNumber)
const asJson: Reading = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`must be JSON: ${text}`)
  }
}

/** What may be set of a client, and how its value is written on the command line. */
export const settable: Record<string, Reading> = {
  email: asEmail,
  billing_email: asEmail,
  business_phone: asPhone,
  personal_phone: asPhone,
  timezone: asText,
  meeting_lengths: asNumbers,
  business_hours_start: asText,
  business_hours_end: asText,
  google_calendar_id: asText,
  booking_enabled: asYesNo,
  weekly_hours: asJson,
  working_days: asNumbers,
  breaks: asJson,
  closed_dates: asTexts,
  date_hours: asJson,
  buffer_before_minutes: asNumber,
  buffer_after_minutes: asNumber,
  min_notice_minutes: asNumber,
  horizon_days: asNumber,
  step_minutes: asNumber,
  step_anchor: asText,
  daily_cap: asNumber,
  busy_calendars: asTexts,
  holiday_country: asText,
  holiday_region: asText,
  invite_customer: asYesNo,
  add_meet: asYesNo,
}

/**
 * Reads `field=value` words: lists with commas, yes or no, JSON for hours; nothing after `=` clears.
 * Throws naming each field that is unknown or cannot be used together with the rest of `row`.
 */
export function readChange(words: string[], row: Record<string, unknown> = {}): ClientChange {
  const change: Record<string, unknown> = {}
  for (const word of words) {
    const [field = '', ...rest] = word.split('=')
    const read = settable[field]
    if (!read || rest.length === 0) {
      throw new Error(
        `${word}: write field=value, where field is one of\n  ${Object.keys(settable).join(', ')}`,
      )
    }
    const text = rest.join('=')
    change[field] = text === '' ? null : readField(field, read, text)
  }
  checkSettings({ ...row, ...change })
  return change
}

function readField(field: string, read: Reading, text: string): unknown {
  try {
    return read(text)
  } catch (error) {
    throw new Error(`${field} ${(error as Error).message}`, { cause: error })
  }
}

function checkSettings(row: Record<string, unknown>): void {
  try {
    settingsOf(row)
  } catch (error) {
    throw error instanceof SettingsError ? new Error(error.message) : error
  }
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}
