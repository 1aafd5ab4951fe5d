import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AdminAlert, HandOverContent } from '../../../lib/messages/content.ts'
import { gsmSafe, segmentsOf } from '../../../lib/messages/gsm.ts'
import { wordsFor, type Reader } from '../../../lib/messages/texts.ts'

const at = Date.parse('2026-11-24T20:00:00Z')
const lead: HandOverContent = {
  kind: 'hand_over',
  customer: 'Ann Lee',
  customerPhone: '+14165550123',
  leadId: 'lead_42',
  slot: { start: at, end: at + 1_800_000 },
  zone: 'America/Toronto',
}
const sms: Reader = { zone: 'America/Toronto', channel: 'sms', now: at }
const text = (content: Parameters<typeof wordsFor>[0], reader: Reader = sms) =>
  wordsFor(content, reader).text

describe('the hand-over text', () => {
  it('is the owner’s, with date, clock and zone of the client', () => {
    expect(text(lead)).toBe(
      'Manual booking needed: Ann Lee requested Tue Nov 24, 3:00 PM Eastern time\n' +
        'Phone: +14165550123 | Lead ID: lead_42',
    )
  })

  it('adds the customer’s clock where it differs, with the date where that differs too', () => {
    expect(text({ ...lead, zone: 'America/Vancouver' })).toContain(
      'Tue Nov 24, 3:00 PM Eastern time (customer: 1:00 PM Vancouver time)',
    )
    expect(text({ ...lead, zone: 'Asia/Tokyo' })).toContain(
      '(customer: Wed Nov 25, 5:00 AM Tokyo time)',
    )
    expect(text({ ...lead, zone: 'America/New_York' })).not.toContain('customer:')
  })

  it('says the year of a date that is a year off', () => {
    const start = Date.parse('2028-07-06T19:00:00Z')
    const slot = { start, end: start + 1_800_000 }
    expect(text({ ...lead, slot })).toContain('requested Thu Jul 6, 2028, 3:00 PM Eastern time')
    expect(text({ kind: 'digest', parts: [{ ...lead, slot }] })).toContain(
      'Thu Jul 6, 2028 3:00 PM',
    )
  })

  it('falls back to the customer’s zone when the client could not be read', () => {
    expect(text({ ...lead, zone: 'America/Vancouver' }, { channel: 'sms', now: at })).toContain(
      'Tue Nov 24, 1:00 PM Vancouver time\n',
    )
  })

  it('says what is missing instead of leaving a hole', () => {
    const { customerPhone: _phone, leadId: _lead, ...bare } = lead
    expect(text({ ...bare, customer: ' ' })).toBe(
      'Manual booking needed: A caller requested Tue Nov 24, 3:00 PM Eastern time\n' +
        'Phone: not given | Lead ID: none',
    )
  })

  it('carries the customer’s address in a mail, and in no text message', () => {
    const known = { ...lead, customerEmail: 'ann@example.com' }
    expect(text(known)).toBe(text(lead))
    expect(text(known, { ...sms, channel: 'mail' })).toBe(
      'Manual booking needed: Ann Lee requested Tue Nov 24, 3:00 PM Eastern time\n' +
        'Phone: +14165550123 | Lead ID: lead_42\nE-mail: ann@example.com',
    )
  })

  it('names the client when it goes to the operator', () => {
    expect(text(lead, { ...sms, onBehalfOf: 'broker@example.com' })).toMatch(
      /Lead ID: lead_42\nClient: broker@example.com$/,
    )
  })

  it('stays two lines and two segments, whatever the customer is called', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (name, id) => {
        const said = text({ ...lead, customer: `Jo${name}`, leadId: `x${id}` })
        expect(said.split('\n')).toHaveLength(2)
        expect(said.replace('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u)
        expect(segmentsOf(said)).toBeLessThanOrEqual(2)
      }),
      { numRuns: 300 },
    )
  })

  it('takes no line of its own from a name', () => {
    const said = text({ ...lead, customer: 'Ann\r\nPhone: +19005550000\u2028| Lead' })
    expect(said.split('\n')[0]).toContain('Ann Phone: +19005550000 | Lead requested')
  })
})

describe('other messages', () => {
  it('a booking found in the calendar is called off', () => {
    expect(text({ ...lead, kind: 'in_calendar' })).toBe(
      'It is in your calendar after all: Ann Lee, Tue Nov 24, 3:00 PM Eastern time. No manual booking needed.\n' +
        'Phone: +14165550123 | Lead ID: lead_42',
    )
  })

  it('a digest has a line for every lead', () => {
    const parts = [lead, { ...lead, customer: 'Bo Ray', leadId: 'lead_43' }]
    expect(text({ kind: 'digest', parts })).toBe(
      'Manual bookings needed: 2\n' +
        'Tue Nov 24 3:00 PM Ann Lee +14165550123 lead_42\n' +
        'Tue Nov 24 3:00 PM Bo Ray +14165550123 lead_43',
    )
  })

  it('a digest of the longest names stays within what Twilio takes', () => {
    const long = { ...lead, customer: 'A'.repeat(99), leadId: 'l'.repeat(99) }
    const parts = Array.from({ length: 10 }, () => ({ ...long, customerPhone: '1'.repeat(99) }))
    expect(text({ kind: 'digest', parts }).length).toBeLessThan(1_600)
  })

  it('a lost connection comes with the way back', () => {
    const link = 'https://calendar.example.com/auth/google?t=x'
    const words = wordsFor({ kind: 'reconnect', link, since: at }, { channel: 'mail', now: at })
    expect(words.subject).toBe('Please reconnect your Google Calendar')
    expect(words.text).toContain(`Reconnect here: ${link}`)
  })

  it.each<AdminAlert>([
    { kind: 'google_failing', since: at, failures: 3 },
    { kind: 'google_recovered', since: at, until: at + 1 },
    { kind: 'supabase_down', since: at, waiting: 7 },
    { kind: 'supabase_recovered', since: at, until: at + 1, waiting: 7 },
    { kind: 'queue_disk', since: at, bytes: 6e8, limitBytes: 1e9, freeBytes: 1e8 },
    { kind: 'poisoned', since: at, count: 2, reason: '22P02' },
    {
      kind: 'unreachable_contact',
      since: at,
      clientId: 'c1',
      role: 'business_phone',
      code: '21610',
    },
    { kind: 'sms_rejected', since: at, code: '20003' },
    { kind: 'client_unreadable', since: at, clientId: 'c1' },
  ])('$kind says what, since when, what it means and what to do', (alert) => {
    const lines = text(alert).split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toContain('Tue Nov 24, 20:00 UTC')
    expect(lines.every((line) => line.length > 10)).toBe(true)
  })
})

describe('letters of an SMS', () => {
  it.each([
    ['Renée O’Neil — “Zoë”…', 'Renée O\'Neil - "Zoe"...'],
    ['Łukasz Żółć', 'Lukasz Zolc'],
    ['王小明', '王小明'],
  ])('%s is sent as %s', (given, sent) => {
    expect(gsmSafe(given)).toBe(sent)
  })

  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['王'.repeat(70), 1],
    ['王'.repeat(71), 2],
  ])('segments are counted as the carrier does', (said, segments) => {
    expect(segmentsOf(said)).toBe(segments)
  })
})
