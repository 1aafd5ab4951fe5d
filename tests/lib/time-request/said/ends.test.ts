import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('ends of what keeps the customer', () => {
  it.each([
    ['my meeting goes till 3 on Friday', '03-06 15:00-20:00'],
    ['my meeting should be done by 3 on Friday', '03-06 15:00-20:00'],
    ['class gets out at 2:20 tomorrow', '03-05 14:20-20:00'],
    ['away till the 10th', '03-11..03-17'],
    ['at work till 5 tomorrow', '03-05 17:00-20:00'],
    ["when I'm back Friday afternoon", '03-06 12:00-17:00'],
    ["I do pickup at 3 tomorrow and I'm back by 3:45", '03-05 15:45-20:00'],
    [
      "I pick the kids up between 3 and 3:30 tomorrow otherwise I'm free",
      '03-05 09:00-15:00 | 03-05 15:30-20:00',
    ],
    [
      "I do school run 8 to 9 and 3 to 4 otherwise I'm free tomorrow",
      '03-05 09:00-15:00 | 03-05 16:00-20:00',
    ],
    ['mornings are a no go tomorrow', '03-05 12:00-20:00'],
    ['I hate mornings so tomorrow afternoon', '03-05 12:00-17:00'],
  ])('free from its end on, or beside it: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
