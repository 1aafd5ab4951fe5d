import { describe, expect, it } from 'vitest'
import { reading, sunday, wednesday } from '../support/reading.ts'

describe('edges inside a month or week', () => {
  it.each([
    ['next month before the 10th', '04-01..04-09'],
    ['in April after the 5th', '04-06..04-12'],
    ['next week by Wednesday', '03-09..03-11'],
    ['day or two from now', '03-05..03-06'],
    ['the next business day after tomorrow', '03-06'],
  ])('an edge stays in what was said around it: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([['in the new year sometime after the 5th', '2027-01-06..2027-01-12']])(
    'an edge stays in the year to come: "%s" is %s',
    (text, expected) => {
      expect(reading(text, sunday)).toBe(expected)
    },
  )

  it.each([
    [
      'one morning next week',
      '03-09 09:00-12:00 | 03-10 09:00-12:00 | 03-11 09:00-12:00 | 03-12 09:00-12:00 | 03-13 09:00-12:00 | 03-14 09:00-12:00 | 03-15 09:00-12:00',
    ],
    [
      'one afternoon this week',
      '03-04 12:00-17:00 | 03-05 12:00-17:00 | 03-06 12:00-17:00 | 03-07 12:00-17:00 | 03-08 12:00-17:00',
    ],
    ['give me an hour or two', '03-04 11:15 | 03-04 12:15'],
    ['an hour or two', 'clarify'],
    ['8 to 9 tomorrow', 'clarify'],
    ['8 to 9 tomorrow evening', '03-05 20:00-21:00'],
  ])('counted parts of the day and short ranges: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
