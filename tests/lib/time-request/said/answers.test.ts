import { describe, expect, it } from 'vitest'
import { reading, sunday, wednesday } from '../support/reading.ts'

describe('answers to an offer', () => {
  it.each([
    ["I'll take the 11", '03-04 11:00'],
    ["let's go with the 3", '03-04 15:00'],
    ['the afternoon one works better, tomorrow', '03-05 12:00-17:00'],
    ['yeah 2 is fine', '03-04 14:00'],
    ['the 3 30 slot', '03-04 15:30'],
    ["3 doesn't work but 4 does", '03-04 16:00'],
    ["you said 3 or 4 I'll take 4", '03-04 16:00'],
    ['you said Friday at 2 right', '03-06 14:00'],
    ["how's 2 look tomorrow", '03-05 14:00'],
    ["Friday at 2 or if that's taken 3", '03-06 14:00 | 03-06 15:00'],
    ['10 tomorrow or 2 Monday', '03-05 10:00 | 03-09 14:00'],
    ['11 11:30 tomorrow', '03-05 11:00 | 03-05 11:30'],
    ['ten ten thirty tomorrow', '03-05 10:00 | 03-05 10:30'],
    ['probably 3', '03-04 15:00'],
    ['3 or thereabouts tomorrow', '03-05 15:00'],
    ['3 or earlier tomorrow', '03-05 09:00-15:00'],
    ['2 or after on Monday', '03-09 14:00-20:00'],
    ['Friday at the very latest', '03-04 10:15..03-07 00:00'],
    ['Friday any time, Monday only after 2', '03-06 | 03-09 14:00-20:00'],
    ['tomorrow a.m. or p.m.', '03-05 09:00-20:00'],
    ['five to eleven tomorrow', '03-05 10:55'],
    ['I work five to eleven tomorrow so at 3', '03-05 15:00'],
    ['during the day tomorrow', '03-05 09:00-17:00'],
    ['during the week', '03-04..03-06 | 03-09..03-10'],
    [
      'during the week after 5',
      '03-04 17:00-20:00 | 03-05 17:00-20:00 | 03-06 17:00-20:00 | 03-09 17:00-20:00 | 03-10 17:00-20:00',
    ],
    ['Friday same time as today', '03-06 10:15'],
  ])('the hour or day answered is found: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([["December's fine", '12-01..12-31']])(
    'a month answered is found: "%s" is %s',
    (text, expected) => {
      expect(reading(text, sunday)).toBe(expected)
    },
  )
})
