import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('when the customer is away', () => {
  it.each([
    ["I'll be at work until 5 tomorrow", '03-05 17:00-20:00'],
    ["I'll be driving until 11 tomorrow", '03-05 11:00-20:00'],
    ["I won't be available until Friday", '03-06..03-12'],
    ['not available till Friday', '03-06..03-12'],
    ["I'm not around until Friday afternoon", '03-06 12:00-20:00'],
    ['I land at 4 on Friday', '03-06 16:00-20:00'],
    ["I'll be out until 3 tomorrow so after that", '03-05 15:00-20:00'],
    ['I drop the kids off at 8:30, call me after 9 tomorrow', '03-05 09:00-20:00'],
    ['I start at 8 and finish at 4 tomorrow', '03-05 16:00-20:00'],
    ['the kids get home from school at 3:30 tomorrow, can we do 2', '03-05 14:00'],
  ])('what keeps them until then leaves the time after: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I get back Thursday night so Friday', '03-06'],
    ['I get off at 11:30 tomorrow night so Friday morning', '03-06 09:00-12:00'],
    ["tomorrow my sister's visiting so Friday", '03-06'],
    ['my shift is 3 to 11 tomorrow so in the morning', '03-05 09:00-12:00'],
    ['my shift is 3 to 11 tomorrow', 'clarify'],
    ['tomorrow, but I start work at 1 so the morning', '03-05 09:00-12:00'],
    ['I work 12 hour shifts so my next day off is Friday', '03-06'],
    ["my renewal's in June, call me Thursday", '03-05'],
    ['I only work mornings so tomorrow afternoon', '03-05 12:00-17:00'],
    ["I'm not working tomorrow", '03-05'],
    ["I've got 20 minutes at 2 tomorrow", '03-05 14:00'],
  ])('the reason before a "so" leaves nothing in the answer: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
