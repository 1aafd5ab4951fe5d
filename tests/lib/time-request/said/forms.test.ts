import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('words and spellings of times', () => {
  it.each([
    ['at 2:15 or after work at 5:30 tomorrow', '03-05 14:15 | 03-05 17:30'],
    ['before work tomorrow', '03-05 08:00-09:00'],
    ['tomorrow at 10 or a little later', '03-05 10:00-20:00'],
    ['10 or 10:30 or 11 any of those tomorrow', '03-05 10:00 | 03-05 10:30 | 03-05 11:00'],
    ['Friday at noon thirty', '03-06 12:30'],
    ['friday mar 6 2026 4 pm', '03-06 16:00'],
    ["2's good Friday", '03-06 14:00'],
    ["two's fine", '03-04 14:00'],
    ['3pm tomorrow works 4 me', '03-05 15:00'],
    ['early in the day on Friday', '03-06 09:00-12:00'],
    ['late in the day on Friday', '03-06 15:00-17:00'],
    ['what about the next morning', '03-05 09:00-12:00'],
  ])('read as meant: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
