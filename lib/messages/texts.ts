import { alertWords } from './alert-texts.ts'
import type { HandOverContent, MessageContent } from './content.ts'
import { gsmSafe } from './gsm.ts'
import { oneLine } from './plain.ts'
import { clockText, dateText, timeText } from './time-text.ts'

/** For whom a message is put into words. */
export type Reader = {
  /** IANA zone times are told in; absent when the client could not be read. */
  zone?: string
  /** Set when somebody else than the client reads it: then the text says whose lead it is. */
  onBehalfOf?: string
  channel: 'sms' | 'mail'
  /** Epoch ms. */
  now: number
}

/** A message in words; a text message is `text` alone. */
export type Words = { subject: string; text: string }

const longestName = 60
const longestId = 64
/** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
const longestEmail = 254
const longestWords = 80
/** In a digest, whose ten lines must stay below the 1600 characters Twilio takes. */
const longestListed = 36

/** Puts a message into words: safe for one SMS header or line, in letters an SMS sends cheaply. */
export function wordsFor(content: MessageContent, reader: Reader): Words {
  const words = wordsOf(content, reader)
  const text = reader.onBehalfOf
    ? `${words.text}\nClient: ${cut(reader.onBehalfOf, 80)}`
    : words.text
  return reader.channel === 'sms' ? { ...words, text: gsmSafe(text) } : { ...words, text }
}

function wordsOf(content: MessageContent, reader: Reader): Words {
  switch (content.kind) {
    case 'hand_over':
      return handOver(content, reader)
    case 'in_calendar':
      return inCalendar(content, reader)
    case 'conflict':
      return conflict(content, reader)
    case 'digest':
      return digest(content.parts, reader)
    case 'reconnect':
      return reconnect(content.link)
    default:
      return alertWords(content)
  }
}

/** The owner's words, to the letter. */
function handOver(content: HandOverContent, reader: Reader): Words {
  const first = `Manual booking needed: ${name(content)} requested ${when(content, reader)}`
  return { subject: first, text: `${first}\n${contact(content, reader)}` }
}

function inCalendar(content: Omit<HandOverContent, 'kind'>, reader: Reader): Words {
  const first = `It is in your calendar after all: ${name(content)}, ${when(content, reader)}`
  return {
    subject: first,
    text: `${first}. No manual booking needed.\n${contact(content, reader)}`,
  }
}

function conflict(content: Omit<HandOverContent, 'kind'>, reader: Reader): Words {
  const first = `Two bookings overlap: ${name(content)}, ${when(content, reader)}`
  return { subject: first, text: `${first}. Please move one of them.\n${contact(content, reader)}` }
}

function digest(parts: HandOverContent[], reader: Reader): Words {
  const first = `Manual bookings needed: ${parts.length}`
  const lines = parts.map((part) => {
    return `${listedTime(part, reader)} ${cut(name(part), longestListed)} ${phone(part)} ${cut(lead(part), longestListed)}`
  })
  return { subject: first, text: [first, ...lines].join('\n') }
}

function reconnect(link: string): Words {
  return {
    subject: 'Please reconnect your Google Calendar',
    text: [
      'Your booking assistant lost its access to your Google Calendar: the permission was removed or has expired.',
      'Until you reconnect, callers are told that you will confirm their time, and you get each request as a text message.',
      `Reconnect here: ${link}`,
      'The link works for a limited time; your dashboard always has a fresh one.',
    ].join('\n\n'),
  }
}

function name({ customer }: Pick<HandOverContent, 'customer'>): string {
  return cut(customer, longestName) || 'A caller'
}

function when({ slot, words, zone }: Omit<HandOverContent, 'kind'>, reader: Reader): string {
  const { now } = reader
  if (slot) return timeText(slot.start, { zone: reader.zone ?? zone, customerZone: zone, now })
  return words ? `"${cut(words, longestWords)}"` : 'a call'
}

function listedTime({ slot, words, zone: theirs }: HandOverContent, reader: Reader): string {
  const { zone = theirs, now } = reader
  if (slot) return `${dateText(slot.start, zone, now)} ${clockText(slot.start, zone)}`
  return words ? `"${cut(words, longestListed)}"` : 'any time'
}

/** The owner's line; a mail has room for the customer's address below it. */
function contact(content: Omit<HandOverContent, 'kind'>, { channel }: Reader): string {
  const line = `Phone: ${phone(content)} | Lead ID: ${lead(content)}`
  const email = channel === 'mail' && content.customerEmail
  return email ? `${line}\nE-mail: ${cut(email, longestEmail)}` : line
}

function phone({ customerPhone }: Pick<HandOverContent, 'customerPhone'>): string {
  return cut(customerPhone ?? '', 20) || 'not given'
}

function lead({ leadId }: Pick<HandOverContent, 'leadId'>): string {
  return cut(leadId ?? '', longestId) || 'none'
}

function cut(words: string, length: number): string {
  const safe = [...oneLine(words)]
  return safe.length <= length ? safe.join('') : `${safe.slice(0, length - 3).join('')}...`
}
