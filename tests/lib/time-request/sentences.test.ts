import { describe, expect, it } from 'vitest'
import { sayBooking } from '../../../lib/time-request/sentences/say-booking.ts'
import { bookingSentences, checkSentences } from '../../../scripts/understand/sentence-table.ts'

const all = [...checkSentences(), ...bookingSentences()].map((row) => row.at(-1) as string)

describe('sentences', () => {
  it.each(all)('"%s" is short, asks at most one thing and ends', (sentence) => {
    expect(sentence.split('?').length - 1).toBeLessThanOrEqual(1)
    expect(sentence).toMatch(/^[A-Z].*[.?]$/)
    expect(sentence.split(' ').length).toBeLessThanOrEqual(30)
  })

  it('every action and reason of a check has its own sentence', () => {
    const reasons = checkSentences().map(
      ([action, reason]) => `${action} ${reason.split(/[ ,]/)[0]}`,
    )
    for (const reason of [
      'confirm free',
      'suggest busy',
      'suggest none',
      'suggest outside_hours',
      'suggest closed',
      'suggest past',
      'suggest too_soon',
      'suggest too_far',
      'suggest day_full',
      'suggest off_grid',
      'reject nonexistent',
      'clarify ambiguous',
      'clarify not_understood',
      'handoff booking_disabled',
      'handoff not_connected',
      'handoff calendar_unavailable',
    ]) {
      expect(reasons).toContain(reason)
    }
  })

  it('a hand-over after a failure is the owner’s confirmation, and nothing else is called set', () => {
    const now = Date.parse('2026-11-22T11:05:00-05:00')
    const at = Date.parse('2026-11-24T15:00:00-05:00')
    const context = { now, zone: 'America/Toronto' }
    expect(sayBooking({ kind: 'handed_over', at }, context)).toBe(
      'Your call is set for Tuesday at 3 PM.',
    )
    expect(all.filter((sentence) => sentence.includes(' set '))).toHaveLength(1)
  })

  it('the customer hears their own zone, named only when it differs from the client’s', () => {
    const now = Date.parse('2026-11-22T11:05:00-05:00')
    const at = Date.parse('2026-11-24T15:00:00-05:00')
    const saying = { kind: 'booked', at } as const
    const zone = 'America/Vancouver'
    expect(sayBooking(saying, { now, zone, otherZone: 'America/Toronto' })).toBe(
      'You are booked for Tuesday at 1 PM Vancouver time.',
    )
    expect(sayBooking(saying, { now, zone, otherZone: zone })).toBe(
      'You are booked for Tuesday at 1 PM.',
    )
  })
})
