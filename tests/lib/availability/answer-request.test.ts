import { describe, expect, it } from 'vitest'
import { answerRequest } from '../../../lib/availability/answer-request.ts'
import { searchRange } from '../../../lib/availability/search-range.ts'
import { settingsOf } from '../../../lib/availability/settings.ts'
import type { TimeRequest } from '../../../lib/time-request/types.ts'
import { isoAt } from '../../../lib/timezones.ts'

const zone = 'America/Toronto'
const dayMs = 86_400_000
const at = (text: string) => Date.parse(`${text}-05:00`)
const now = at('2026-11-23T10:02')
const heard = { zone, zoneNamed: false, approximate: false, readBack: false, words: [] }

function answer(
  request: TimeRequest,
  changes: { row?: Record<string, unknown>; now?: number } = {},
) {
  const settings = settingsOf(changes.row ?? {})
  const time = changes.now ?? now
  return answerRequest({
    request,
    settings,
    now: time,
    busy: [],
    range: searchRange(request, { settings, now: time }).slots,
    meetingMinutes: 30,
    zone,
    refused: [],
    held: [],
  })
}

describe('what is no time', () => {
  it('nothing temporal is not understood, and nothing is offered', () => {
    expect(answer({ ...heard, outcome: 'none' })).toMatchObject({
      available: false,
      reason: 'not_understood',
      offers: [],
    })
  })

  it.each(['no_such_date', 'no_such_clock', 'spring_gap'] as const)('%s does not exist', (why) => {
    expect(answer({ ...heard, outcome: 'impossible', why })).toMatchObject({
      available: false,
      reason: 'nonexistent',
      offers: [],
    })
  })
})

describe('what is doubtful', () => {
  const doubtful = (candidates: { start: number; end?: number }[]) =>
    answer({ ...heard, outcome: 'clarify', doubt: 'two_readings', candidates })

  it('is answered ambiguous, with those of its readings that are free', () => {
    const candidates = [{ start: at('2026-11-24T08:00') }, { start: at('2026-11-24T19:00') }]
    const { available, reason, offers } = doubtful(candidates)
    expect({ available, reason }).toEqual({ available: false, reason: 'ambiguous' })
    expect(offers.map(({ start }) => start)).toEqual([at('2026-11-24T19:00')])
  })

  it('offers the best times inside readings that are days', () => {
    const day = (date: string) => ({ start: at(`${date}T00:00`), end: at(`${date}T00:00`) + dayMs })
    const { offers } = doubtful([day('2026-11-27'), day('2026-12-04')])
    expect(offers.map(({ start }) => isoAt(zone, start))).toEqual([
      '2026-11-27T09:00:00-05:00',
      '2026-11-27T13:00:00-05:00',
      '2026-12-04T13:00:00-05:00',
    ])
  })

  it('offers nothing when none of its readings is free', () => {
    expect(doubtful([{ start: at('2026-11-24T07:00') }]).offers).toEqual([])
    expect(doubtful([])).toMatchObject({ reason: 'ambiguous', offers: [] })
  })

  it('of a repeated hour both passes can be offered, though they touch nothing else', () => {
    const passes = [
      { start: Date.parse('2027-11-07T05:30Z') },
      { start: Date.parse('2027-11-07T06:30Z') },
    ]
    const request = {
      ...heard,
      outcome: 'clarify',
      doubt: 'repeated_hour',
      candidates: passes,
    } as const
    const row = { business_hours_start: '00:00', business_hours_end: '24:00' }
    const { offers } = answer(request, { row, now: Date.parse('2027-11-06T15:00Z') })
    expect(offers.map(({ start }) => isoAt(zone, start))).toEqual([
      '2027-11-07T01:30:00-04:00',
      '2027-11-07T01:30:00-05:00',
    ])
  })
})

describe('why a window has nothing', () => {
  const window = (start: string, end: string, row: Record<string, unknown> = {}) =>
    answer({ ...heard, outcome: 'ok', spans: [{ start: at(start), end: at(end) }] }, { row }).reason

  it.each([
    ['past', '2026-11-23T09:00', '2026-11-23T10:00', {}],
    ['too_soon', '2026-11-23T10:00', '2026-11-23T10:30', {}],
    ['too_soon', '2026-11-23T12:00', '2026-11-23T17:00', { min_notice_minutes: 1440 }],
    ['too_far', '2026-12-07T00:00', '2026-12-08T00:00', { horizon_days: 7 }],
    ['closed', '2026-11-28T00:00', '2026-11-30T00:00', { working_days: [1, 2, 3, 4, 5] }],
    ['closed', '2026-12-25T00:00', '2026-12-26T00:00', { closed_dates: ['2026-12-25'] }],
    ['outside_hours', '2026-11-24T20:00', '2026-11-24T22:00', {}],
    ['none', '2026-11-24T15:00', '2026-11-24T15:20', {}],
  ])('%s: %s to %s with %j', (reason, start, end, row) => {
    expect(window(start, end, row)).toBe(reason)
  })
})

describe('why an instant cannot be had', () => {
  const instant = (start: string, row: Record<string, unknown> = {}) =>
    answer({ ...heard, outcome: 'ok', spans: [{ start: at(start) }] }, { row }).reason

  it('a day without hours is closed, an hour outside them is not', () => {
    const row = { working_days: [1, 2, 3, 4, 5] }
    expect(instant('2026-11-28T10:00', row)).toBe('closed')
    expect(instant('2026-11-27T21:00', row)).toBe('outside_hours')
    expect(instant('2026-11-27T19:45', row)).toBe('outside_hours')
  })

  it('several times refused for different reasons are just not free', () => {
    const spans = [{ start: at('2026-11-23T09:00') }, { start: at('2026-11-24T21:00') }]
    expect(answer({ ...heard, outcome: 'ok', spans }).reason).toBe('none')
  })

  it('one beyond the range whose busy time is read is not said to be free', () => {
    const spans = [{ start: at('2026-11-24T21:00') }, { start: at('2027-06-01T11:00') }]
    const { available, reason, offers } = answer({ ...heard, outcome: 'ok', spans })
    expect({ available, reason }).toEqual({ available: false, reason: 'none' })
    expect(offers).not.toEqual([])
    const nearer = [{ start: at('2026-11-24T15:00') }, { start: at('2027-06-01T11:00') }]
    expect(answer({ ...heard, outcome: 'ok', spans: nearer })).toMatchObject({
      available: true,
      at: at('2026-11-24T15:00'),
    })
  })
})

describe('where slots are looked for', () => {
  const settings = settingsOf({ buffer_before_minutes: 15, buffer_after_minutes: 30 })
  const range = (request: TimeRequest) => searchRange(request, { settings, now })
  const ok = (start: string, end?: string): TimeRequest => ({
    ...heard,
    outcome: 'ok',
    spans: [{ start: at(start), ...(end && { end: at(end) }) }],
  })

  it('from today’s midnight for two weeks, when anything goes', () => {
    const { slots } = range({ ...heard, outcome: 'clarify', doubt: 'open', candidates: [] })
    expect(slots).toEqual({ start: at('2026-11-23T00:00'), end: now + 14 * dayMs })
  })

  it('from a week before what was asked to two weeks after it, never before today', () => {
    const { slots } = range(ok('2026-12-15T15:00'))
    expect(slots).toEqual({ start: at('2026-12-08T00:00'), end: at('2026-12-29T15:00') })
    expect(range(ok('2026-11-24T15:00')).slots.start).toBe(at('2026-11-23T00:00'))
    expect(range(ok('2026-11-20T15:00')).slots.end).toBe(now + 14 * dayMs)
  })

  it('never for longer than one free/busy query may ask', () => {
    const { slots, busy } = range(ok('2026-12-01T00:00', '2027-12-01T00:00'))
    expect(slots.end - slots.start).toBeLessThanOrEqual(58 * dayMs)
    expect(busy.end - busy.start).toBeLessThan(60 * dayMs)
  })

  it('busy time is asked for as far out as the buffers reach', () => {
    const { slots, busy } = range(ok('2026-12-15T15:00'))
    expect(slots.start - busy.start).toBe(15 * 60_000)
    expect(busy.end - slots.end).toBe(30 * 60_000)
  })
})
