import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('reasons given beside a time', () => {
  it.each([
    ['at 3 since I have a meeting at 4 tomorrow', '03-05 15:00'],
    [
      "Friday I have calls at 10, 12 and 2 but I'm free otherwise",
      '03-06 09:00-10:00 | 03-06 11:00-12:00 | 03-06 13:00-14:00 | 03-06 15:00-20:00',
    ],
    ['Friday at 10, 12 and 2', '03-06 10:00 | 03-06 12:00 | 03-06 14:00'],
    ["my flight's at 6 on Friday so before 3", '03-06 09:00-15:00'],
    ["I'm in the air till 4 tomorrow", '03-05 16:00-20:00'],
    ['at the gym till 10 tomorrow', '03-05 10:00-20:00'],
    ['at my desk until 5 tomorrow', '03-05 09:00-17:00'],
    ['I golf Friday mornings so Friday afternoon', '03-06 12:00-17:00'],
    ['Friday, not the 6th but the week after', '03-13'],
  ])('the reason is no time of its own, and its day holds: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
