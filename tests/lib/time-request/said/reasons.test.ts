import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('reasons, conclusions and comparisons', () => {
  it.each([
    ['I’m viewing a place at 5 tomorrow so 6:30', '03-05 18:30'],
    ['I need to leave at 2 on Tuesday so 1 o’clock', '03-10 13:00'],
    ['we eat at 6 so after 7 tomorrow', '03-05 19:00-20:00'],
    ['subjects come off on the 30th so I need to talk by the 27th', '03-04 10:15..03-28 00:00'],
    ['my insurance runs out on the 28th so I’d need it before then', '03-04 10:15..03-28 00:00'],
    ['I see my lawyer Monday so Tuesday at 3', '03-10 15:00'],
  ])('after "so" the hour or day said last is the answer: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I’m around next week, so Tuesday at 3', '03-10 15:00'],
    ['I’m free Monday so Monday morning or Tuesday', '03-09 09:00-12:00 | 03-10'],
    ['tomorrow at 3 so I can pick up the kids at 4', '03-05 15:00'],
    ['tomorrow at 3 so in the afternoon', '03-05 15:00'],
    ['I finish at 3 so I can do 4 tomorrow', '03-05 16:00'],
  ])('what follows "so" narrows, or is a purpose: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I’m free until 3 tomorrow, after that I’m busy', '03-05 09:00-15:00'],
    ['tomorrow at 3, before that doesn’t work', '03-05 15:00'],
  ])('a refused "after that" leaves the wish: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['Tuesday’s better than Monday', '03-10'],
    ['I’d prefer Tuesday over Monday', '03-10'],
    ['I’d rather Tuesday than Monday, at 2', '03-10 14:00'],
  ])('what something is better than is refused: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I need to be done by 4 on Monday', '03-09 09:00-16:00'],
    ['I have a hard stop at 4 on Monday', '03-09 09:00-16:00'],
    ['I have to leave by 5 on Monday', '03-09 09:00-17:00'],
  ])('to be gone by an hour leaves the time up to it: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['can we move it from Monday to Tuesday at 3', '03-10 15:00'],
    ['reschedule from Tuesday 3 to Thursday 4', '03-05 16:00'],
    ['cancel my Tuesday and book Thursday at 2', '03-05 14:00'],
    ['you were supposed to call at 10, can you call at 11', '03-04 11:00'],
  ])('what it was moved from, or missed, is not the answer: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['we both work till 5:30 tomorrow', '03-05 17:30-20:00'],
    ['I have back to back meetings tomorrow until 4', '03-05 16:00-20:00'],
    ['I have appointments at 10 and 2 tomorrow so anything in between', '03-05 11:00-14:00'],
    ['between 2 and 4 no sorry 3 and 5 tomorrow', '03-05 15:00-17:00'],
    ['Tuesday in two weeks at 10', '03-24 10:00'],
    ['not this week but next', '03-09..03-15'],
    ['start of business Monday', '03-09 09:00-10:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it('an edge of the daily round takes the half of the day it happens in, else it is asked', () => {
    const bedtime = 'before the kids go to bed at 8 tomorrow'
    expect(reading(bedtime, wednesday)).toBe('03-05 09:00-20:00')
    expect(reading('my class starts at 8 so after that tomorrow', wednesday)).toBe('clarify')
  })
})
