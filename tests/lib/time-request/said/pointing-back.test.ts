import { describe, expect, it } from 'vitest'
import { reading, sunday, wednesday } from '../support/reading.ts'

describe('what points back to something said before', () => {
  it.each([
    ['my kids get out of school at 3 tomorrow so before that', '03-05 09:00-15:00'],
    ['I start work at 10 so before that Monday', '03-09 09:00-10:00'],
    ['kids nap at 1 so before then tomorrow', '03-05 09:00-13:00'],
    ['I have to leave by 5 so any time before that on Monday', '03-09 09:00-17:00'],
    ['I pick up my daughter at 3 so earlier than that on Friday', '03-06 09:00-15:00'],
    ['my flight is at 4 tomorrow so before that', '03-05 09:00-16:00'],
    ['I have a 3 o’clock so before that tomorrow', '03-05 09:00-15:00'],
    ['I’m in meetings from 2 to 4 tomorrow so before that', '03-05 09:00-14:00'],
    ['Friday at 3 would do but before that is better', '03-06 09:00-15:00'],
    ['my flight leaves at noon on Friday so anytime before', '03-06 09:00-12:00'],
  ])('"before that" runs up to the start of the time said: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it('an hour said as an hour keeps its reading as an edge, at opening too', () => {
    expect(reading('I start work at 9 so before that Monday', wednesday)).toBe('03-09 00:00-09:00')
  })

  it.each([
    ['I’m in meetings from 9 to 11 tomorrow so any time after', '03-05 11:00-20:00'],
    ['I’m in court until 2 on Monday, so after', '03-09 14:00-20:00'],
    ['I work until six so after that tomorrow', '03-05 18:00-20:00'],
    ['the store closes at 6 so after that on Friday', '03-06 18:00-20:00'],
    ['I’m in meetings from 9 to 11 tomorrow, after would be great', '03-05 11:00-20:00'],
  ])('"after" with nothing behind it is after the time said: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['we close on the 30th so before that', '03-04 10:15..03-30 00:00'],
    ['we close on the 30th so after that', '03-31..04-06'],
    ['I’m away Thursday so after that', '03-06..03-11'],
  ])('a day said without a time is an edge of days: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['Monday at 3 or an hour later', '03-09 15:00 | 03-09 16:00'],
    ['Monday at 3 or half an hour earlier', '03-09 14:30 | 03-09 15:00'],
    ['Monday at 3 or two hours later', '03-09 15:00 | 03-09 17:00'],
    ['Monday at 3, actually an hour later', '03-09 16:00'],
    ['I have a viewing at 4 on Monday so an hour before that', '03-09 15:00'],
    ['my flight is at 4 tomorrow so an hour before that', '03-05 15:00'],
    ['Thursday or a day later', '03-05..03-06'],
    ['Thursday at 3, make it a day later', '03-06 15:00'],
    ['could you do an hour later, like 4 tomorrow', '03-05 16:00'],
    ['Monday at 3, push it back an hour to 4', '03-09 16:00'],
  ])('a step counts from the time or day said: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['Thursday works, but later that day', '03-05'],
    ['Monday works, that afternoon', '03-09 12:00-17:00'],
    ['I have a viewing on Monday at 2 so the same day at 4', '03-09 16:00'],
    ['same day next week at 2', '03-11 14:00'],
  ])('"that day" is the day said: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    'same day at 4',
    'that day but at 4',
    'the same day but later',
    'does that afternoon work',
    'let’s do an hour later',
    'make it an hour later',
    'make it 30 minutes later',
    'how about 2 hours later',
    'a day later',
    'one day earlier',
    'an hour before that',
    'make it an hour later on Tuesday',
    'move it back an hour',
    'push it back 30 minutes',
    'bump my call by a week',
    'Monday at 3, can we push it back an hour',
    'any time after that',
  ])('without anything said to count from it is asked: "%s"', (text) => {
    expect(reading(text, sunday)).toBe('clarify')
  })

  it.each([
    ['in an hour', '03-04 11:15'],
    ['an hour from now', '03-04 11:15'],
    ['call me two hours later', '03-04 12:15'],
    ['later today', '03-04 10:15-20:00'],
    ['move the 30 minute call to Friday', '03-06'],
  ])('what counts from now stays: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
