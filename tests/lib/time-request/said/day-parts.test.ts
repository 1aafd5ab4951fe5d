import { describe, expect, it } from 'vitest'
import { friday, reading, wednesday } from '../support/reading.ts'

describe('parts of the day', () => {
  it.each([
    ['tomorrow morning', '03-05 09:00-12:00'],
    ['Thursday in the morning', '03-05 09:00-12:00'],
    ['in the morning on Thursday', '03-05 09:00-12:00'],
    ['tomorrow a.m.', '03-05 09:00-12:00'],
    ['Friday PM', '03-06 12:00-20:00'],
    ['this morning', '03-04 10:15-12:00'],
    ['this afternoon works', '03-04 12:00-17:00'],
    ['tonight', '03-04 17:00-20:00'],
    ['this evening', '03-04 17:00-20:00'],
    ['tomorrow night', '03-05 17:00-20:00'],
    ['Friday night', '03-06 17:00-20:00'],
    ['first thing tomorrow', '03-05 09:00-10:00'],
    ['first thing in the morning on Monday', '03-09 09:00-10:00'],
    ['first thing Monday morning', '03-09 09:00-10:00'],
    ['early Thursday morning', '03-05 09:00-10:00'],
    ['mid-morning tomorrow', '03-05 10:00-11:00'],
    ['mid morning on Friday', '03-06 10:00-11:00'],
    ['late morning tomorrow', '03-05 11:00-12:00'],
    ['tomorrow at lunch', '03-05 12:00-13:00'],
    ['over my lunch hour tomorrow', '03-05 12:00-13:00'],
    ['during the noon hour Friday', '03-06 12:00-13:00'],
    ['before lunch tomorrow', '03-05 09:00-12:00'],
    ['tomorrow after lunch', '03-05 13:00-17:00'],
    ['early afternoon Monday', '03-09 12:00-14:00'],
    ['mid-afternoon on Tuesday', '03-10 14:00-16:00'],
    ['Tuesday late afternoon', '03-10 15:00-17:00'],
    ['late in the afternoon on Tuesday', '03-10 15:00-17:00'],
    ['end of day tomorrow', '03-05 16:00-17:00'],
    ['end of the day Friday', '03-06 16:00-17:00'],
    ['close of business Friday', '03-06 16:00-17:00'],
    ['EOD tomorrow', '03-05 16:00-17:00'],
    ['after work tomorrow', '03-05 17:00-20:00'],
    ['Friday after dinner', '03-06 18:00-20:00'],
    ['around suppertime on Thursday', '03-05 17:00-18:00'],
    ['early evening tomorrow', '03-05 17:00-18:00'],
    ['later today', '03-04 10:15-20:00'],
    ['sometime later today', '03-04 10:15-20:00'],
    ['later this afternoon', '03-04 12:00-17:00'],
    ['the afternoon of the 12th', '03-12 12:00-17:00'],
    ['March 12 in the evening', '03-12 17:00-20:00'],
    ['next Tuesday afternoon', '03-10 12:00-17:00'],
    ['Wednesday afternoon next week', '03-11 12:00-17:00'],
    ['Monday or Tuesday afternoon', '03-09 12:00-17:00 | 03-10 12:00-17:00'],
    ['tomorrow morning or Friday afternoon', '03-05 09:00-12:00 | 03-06 12:00-17:00'],
    ['this weekend in the morning', '03-07 09:00-12:00 | 03-08 09:00-12:00'],
    ['tomorrow morning at 10', '03-05 10:00'],
    ['10 tomorrow morning', '03-05 10:00'],
    ['tomorrow evening at 6', '03-05 18:00'],
    ['tonight at 7:30', '03-04 19:30'],
    ['8 tonight', '03-04 20:00'],
    ['Friday morning around 9:30', '03-06 09:30'],
    ['4 in the afternoon tomorrow', '03-05 16:00'],
    ['sometime tomorrow morning would be best', '03-05 09:00-12:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['this morning', 'past'],
    ['this afternoon', '06-12 14:40-17:00'],
    ['today in the afternoon', '06-12 14:40-17:00'],
    ['at lunch today', 'past'],
    ['tonight after work', '06-12 17:00-20:00'],
    ['the evening of the 18th', '06-18 17:00-20:00'],
    [
      'in the morning',
      '06-13 09:00-12:00 | 06-14 09:00-12:00 | 06-15 09:00-12:00 | 06-16 09:00-12:00 | 06-17 09:00-12:00 | 06-18 09:00-12:00',
    ],
  ])('on a Friday afternoon "%s" is %s', (text, expected) => {
    expect(reading(text, friday)).toBe(expected)
  })
})
