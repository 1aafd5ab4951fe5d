import { describe, expect, test } from 'vitest'
import type { Wish } from '../../../lib/booking/booking.ts'
import { eventContent } from '../../../lib/booking/event-content.ts'
import { eventId } from '../../../lib/booking/event-id.ts'
import { broker } from '../../support/booking-world.ts'

const wish: Wish = {
  zone: 'America/Vancouver',
  customer: { name: 'Jordan Reyes', phone: '+16045550123', email: 'jordan@example.com' },
  leadId: 'lead_48213',
  words: 'tomorrow after three',
  notes: 'Refinancing.\nHas two mortgages.',
}
const booking = { id: 'booking 1', callId: 'call_7c1f', wish }

describe('an event', () => {
  test('tells the broker who, how to reach them, in whose words, and the way back to the call', () => {
    expect(eventContent(booking, broker)).toEqual({
      zone: 'America/Toronto',
      summary: 'Call with Jordan Reyes',
      description: [
        'Customer: Jordan Reyes',
        'Phone: +16045550123',
        'E-mail: jordan@example.com',
        'Lead ID: lead_48213',
        'Asked for: "tomorrow after three"',
        'Notes: Refinancing.\nHas two mortgages.',
        'Call: call_7c1f\nhttps://dashboard.retellai.com/call-history?history=call_7c1f',
      ].join('\n'),
      attendees: [],
      meet: false,
      properties: { bookingId: 'booking 1', callId: 'call_7c1f', leadId: 'lead_48213' },
    })
  })

  test('says only what is known', () => {
    const bare = { id: 'booking 1', wish: { zone: 'UTC', customer: { name: 'Ada' } } }
    const { description, properties } = eventContent(bare, broker)
    expect(description).toBe('Customer: Ada')
    expect(properties).toEqual({ bookingId: 'booking 1' })
  })

  test('invites the customer and has a Meet link where the client wants it', () => {
    const inviting = { ...broker, inviteCustomer: true, addMeet: true }
    expect(eventContent(booking, inviting)).toMatchObject({
      attendees: [{ email: 'jordan@example.com', name: 'Jordan Reyes' }],
      meet: true,
    })
    const { email: _, ...customer } = wish.customer
    const unknown = { ...booking, wish: { ...wish, customer } }
    expect(eventContent(unknown, inviting).attendees).toEqual([])
  })

  test('carries no control characters, no direction changes and no HTML', () => {
    const name = 'Jo\u0000rdan\r\n\u202EReyes <b>'
    const words = 'three\u0007 o’clock\n<a href="https://evil.example">'
    const odd = { ...booking, wish: { ...wish, customer: { name }, words, notes: 'a\tb\u0085' } }
    const { summary, description } = eventContent(odd, broker)
    expect(summary).toBe('Call with Jo rdan Reyes b')
    expect(description).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E<>]/u)
    expect(description).toContain('Asked for: "three o’clock a href="https://evil.example""')
  })

  test('leaves out a property Google would cut, and keeps keys short', () => {
    const long = { ...booking, wish: { ...wish, leadId: 'x'.repeat(1025) } }
    const { properties } = eventContent(long, broker)
    expect(properties).toEqual({ bookingId: 'booking 1', callId: 'call_7c1f' })
    expect(Object.keys(properties).every((key) => key.length <= 44)).toBe(true)
  })

  test('has a summary of bearable length', () => {
    const name = 'J'.repeat(500)
    const { summary } = eventContent({ ...booking, wish: { ...wish, customer: { name } } }, broker)
    expect(summary).toHaveLength(200)
  })

  test('is cut between characters', () => {
    const customer = { name: `${'J'.repeat(189)}\u{1F642}` }
    const notes = `${'x'.repeat(3999)}\u{1F642}`
    const { summary, description } = eventContent(
      { ...booking, wish: { ...wish, customer, notes } },
      broker,
    )
    expect([summary, description].map((text) => text.isWellFormed())).toEqual([true, true])
  })
})

describe('an event id', () => {
  const parts = { clientId: 'client', of: 'call_1', start: 0, attempt: 1 }

  test('is the same for the same booking, in the characters Google takes', () => {
    expect(eventId(parts)).toBe(eventId({ ...parts }))
    expect(eventId(parts)).toMatch(/^[0-9a-v]{32}$/)
  })

  test.each([{ clientId: 'other' }, { of: 'call_2' }, { start: 1 }, { attempt: 2 }])(
    'is another for %j',
    (other) => {
      expect(eventId({ ...parts, ...other })).not.toBe(eventId(parts))
    },
  )
})
