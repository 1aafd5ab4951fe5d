import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('gaps in what is wished for', () => {
  it.each([
    ['Friday, but lunch is 12 to 1', '03-06 09:00-12:00 | 03-06 13:00-20:00'],
    ['Friday but my lunch is from 12 to 1', '03-06 09:00-12:00 | 03-06 13:00-20:00'],
    ['Monday, lunch is at noon though', '03-09 09:00-12:00 | 03-09 13:00-20:00'],
    ['Friday but my meeting is 10 to 11', '03-06 09:00-10:00 | 03-06 11:00-20:00'],
    ['Friday but I take my lunch from 12 to 12:30', '03-06 09:00-12:00 | 03-06 12:30-20:00'],
    ['Friday but I start work at 4', '03-06 09:00-16:00'],
    ['Friday but I have to be at work by 4', '03-06 09:00-16:00'],
    ['Monday but I leave at 2', '03-09 09:00-14:00'],
    [
      'I have an appointment from 2 to 3 tomorrow so before or after that',
      '03-05 09:00-14:00 | 03-05 15:00-20:00',
    ],
    ['before or after lunch tomorrow', '03-05 09:00-12:00 | 03-05 13:00-20:00'],
    [
      'any weekday except Friday, after 4',
      '03-04 16:00-20:00 | 03-05 16:00-20:00 | 03-09 16:00-20:00 | 03-10 16:00-20:00',
    ],
  ])('a meal, meeting or shift after "but" is taken out: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['my lunch is from 12 to 1 tomorrow', '03-05 12:00-13:00'],
    ['my break is at 10:45 tomorrow', '03-05 10:45'],
    ['I work 9 to 5 tomorrow but my lunch is 12 to 1', '03-05 12:00-13:00'],
  ])(
    'said by itself, or between working hours, a break is what is offered: "%s" is %s',
    (text, expected) => {
      expect(reading(text, wednesday)).toBe(expected)
    },
  )
})
