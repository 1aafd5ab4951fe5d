import { describe, expect, it } from 'vitest'
import { speakSpan, speakTime, speakTimes } from '../../../lib/time-request/speak.ts'

const zone = 'America/Toronto'
const now = Date.parse('2026-11-22T11:05:00-05:00')
const at = (iso: string): number => Date.parse(iso)

describe('speakTime', () => {
  it.each([
    ['2026-11-22T15:00:00-05:00', 'today at 3 PM'],
    ['2026-11-23T15:30:00-05:00', 'tomorrow at 3:30 PM'],
    ['2026-11-24T12:00:00-05:00', 'Tuesday at noon'],
    ['2026-11-28T09:05:00-05:00', 'Saturday at 9:05 AM'],
    ['2026-11-30T10:00:00-05:00', 'Monday the 30th at 10 AM'],
    ['2026-12-02T10:00:00-05:00', 'Wednesday the 2nd at 10 AM'],
    ['2026-12-24T10:00:00-05:00', 'Thursday, December 24th at 10 AM'],
    ['2027-12-24T10:00:00-05:00', 'Friday, December 24th, 2027 at 10 AM'],
  ])('%s is said "%s"', (iso, said) => {
    expect(speakTime(at(iso), { now, zone })).toBe(said)
  })

  it('tells the two readings of a repeated hour apart', () => {
    const before = at('2026-10-30T16:00:00-04:00')
    expect(speakTime(at('2026-11-01T01:30:00-04:00'), { now: before, zone })).toBe(
      'Sunday at the first 1:30 AM',
    )
    expect(speakTime(at('2026-11-01T01:30:00-05:00'), { now: before, zone })).toBe(
      'Sunday at the second 1:30 AM',
    )
  })

  it('names the zone only when the two sides differ', () => {
    const three = at('2026-11-23T15:00:00-05:00')
    expect(speakTime(three, { now, zone, otherZone: 'America/New_York' })).toBe('tomorrow at 3 PM')
    expect(speakTime(three, { now, zone, otherZone: 'America/Vancouver' })).toBe(
      'tomorrow at 3 PM Eastern time',
    )
    expect(speakTime(three, { now, zone: 'America/Vancouver', otherZone: zone })).toBe(
      'tomorrow at 1 PM Vancouver time',
    )
  })
})

describe('speakTimes', () => {
  it('names each day once and joins the list as people do', () => {
    const times = [
      '2026-11-24T15:30:00-05:00',
      '2026-11-24T16:00:00-05:00',
      '2026-11-25T10:00:00-05:00',
    ]
    expect(speakTimes(times.map(at), { now, zone })).toBe(
      'Tuesday at 3:30 PM or 4 PM, or Wednesday at 10 AM',
    )
  })
})

describe('speakSpan', () => {
  it.each([
    ['2026-11-23T12:00:00-05:00', '2026-11-23T17:00:00-05:00', 'tomorrow between noon and 5 PM'],
    ['2026-11-23T00:00:00-05:00', '2026-11-24T00:00:00-05:00', 'tomorrow'],
    ['2026-11-23T00:00:00-05:00', '2026-11-26T00:00:00-05:00', 'tomorrow to Wednesday'],
  ])('%s to %s is said "%s"', (start, end, said) => {
    expect(speakSpan({ start: at(start), end: at(end) }, { now, zone })).toBe(said)
  })
})
