import { describe, expect, it } from 'vitest'
import { read } from '../../../../lib/time-request/read.ts'
import { contextOf, reading, wednesday } from '../support/reading.ts'

const zoneOf = (words: string) => read(words, contextOf(wednesday)).zone
const whyNot = (words: string) => {
  const request = read(words, contextOf(wednesday))
  return request.outcome === 'impossible' ? request.why : request.outcome
}

describe('times as programs write them', () => {
  it.each([
    ['2026-03-05T16:30:00', '03-05 16:30'],
    ['2026-03-05T16:30', '03-05 16:30'],
    ['2026-03-05t16:30:00.000', '03-05 16:30'],
    ['20260305T163000', '03-05 16:30'],
    ['2026-03-05T16:30:00 please', '03-05 16:30'],
    ['2026-03-05 or 2026-03-06T16:30', '03-05 16:30 | 03-06 16:30'],
    ['2026-03-05T16:30:00-05:00', '03-05 16:30'],
    ['2026-03-05T16:30:00-0500', '03-05 16:30'],
    ['2026-03-05T16:30-08', '03-05 19:30'],
    ['2026-03-05 21:30:00Z', '03-05 16:30'],
    ['2026-03-02T10:00:00-05:00', 'past'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it('a date or clock that does not exist is no other one', () => {
    expect(whyNot('2026-02-30T10:00:00-05:00')).toBe('no_such_date')
    expect(whyNot('2026-02-30T10:00:00')).toBe('no_such_date')
    expect(whyNot('2026-03-05T25:00:00-05:00')).toBe('no_such_clock')
    expect(whyNot('2026-03-08T02:30:00')).toBe('spring_gap')
    expect(reading('2026-11-01T01:30:00', wednesday)).toBe('clarify')
  })
})

describe('zones as programs write them', () => {
  it.each([
    ['tomorrow 4 pm UTC-8', '03-05 19:00', 'Etc/GMT+8'],
    ['tomorrow 4 pm (UTC-05:00)', '03-05 16:00', 'America/Toronto'],
    ['tomorrow 4 pm GMT minus eight', '03-05 19:00', 'Etc/GMT+8'],
    ['tomorrow 4 pm GMT+0100', '03-05 10:00', 'Etc/GMT-1'],
    ['tomorrow 7 pm UTC+5:30', '03-05 08:30', 'Asia/Kolkata'],
    ['tomorrow 4 pm UTC', '03-05 11:00', 'UTC'],
    ['tomorrow 4 GMT - 5 GMT', '03-05 11:00-12:00', 'UTC'],
    ['tomorrow 4 pm GMT - 5 pm GMT', '03-05 11:00-12:00', 'UTC'],
    ['tomorrow 4 pm America/Vancouver', '03-05 19:00', 'America/Vancouver'],
    ['2026-03-05T16:30:00 America/Vancouver', '03-05 19:30', 'America/Vancouver'],
  ])('"%s" is %s, in %s', (text, expected, zone) => {
    expect(reading(text, wednesday)).toBe(expected)
    expect(zoneOf(text)).toBe(zone)
  })
})

describe('another language', () => {
  it.each([
    'завтра в 15:00',
    '明天下午3点',
    'mañana a las 3',
    'el viernes a las 2 pm',
    'amanhã às 15h',
  ])('is not understood, instead of its clock taken for today’s: "%s"', (text) => {
    expect(reading(text, wednesday)).toBe('none')
  })
})
