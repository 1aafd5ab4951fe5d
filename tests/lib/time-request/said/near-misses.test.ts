import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('words near a time that change what it means', () => {
  it.each([
    ['an hour before noon tomorrow', '03-05 11:00'],
    ['half an hour before 4 tomorrow', '03-05 15:30'],
    ['15 minutes after my 3 o’clock tomorrow', '03-05 15:15'],
    ['5 to 3 tomorrow', '03-05 14:55'],
  ])('so long before or after an hour is one hour: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['anything at 3 tomorrow or later', '03-05 15:00-20:00'],
    ['my wife can do 3 but I can’t until 4 tomorrow', '03-05 16:00-20:00'],
    ['Friday between 2 and 3 only', '03-06 14:00-15:00'],
  ])('an edge said of the hour holds for it: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['was it 3 or 4 tomorrow', '03-05 15:00 | 03-05 16:00'],
    ['3 plus or minus tomorrow', '03-05 15:00'],
    ['3 or so tomorrow', '03-05 15:00'],
    ['Friday 6 at 2', '03-06 14:00'],
    ['I thought it was at 3, is 4 okay tomorrow', '03-05 16:00'],
  ])('a number is the hour or the day it is said as: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['Thursday unless he’s busy, then Friday', '03-05..03-06'],
    ['Thursday and if he’s busy Friday', '03-05..03-06'],
    ['later today or tomorrow morning', '03-04 10:15-20:00 | 03-05 09:00-12:00'],
    ['after school drop off tomorrow', '03-05 09:00-12:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['before my meeting tomorrow at 3', '03-05 09:00-15:00'],
    ['after my appointment on Friday at 10', '03-06 10:00-20:00'],
    ['I’m done work at 4 so any time after on Friday', '03-06 16:00-20:00'],
    ['I’m back on Monday so any time after that', '03-10..03-16'],
  ])('an edge keeps its day: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['tomorrow, but I start work at 1 so the morning', '03-05 09:00-12:00'],
    ['I have to run at 11 so now would be good', '03-04 10:15'],
    ['I take lunch from 12 to 1, so not then, Friday', '03-06 09:00-12:00 | 03-06 13:00-20:00'],
  ])('what calls the customer away is not the answer: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['no to Thursday, yes to Friday at 10', '03-06 10:00'],
    ['skip Thursday, Friday at 10', '03-06 10:00'],
    ['Friday good, Thursday not so much', '03-06'],
    ['Thursday’s out, Friday’s in', '03-06'],
    ['nothing this week, next week Tuesday at 10', '03-10 10:00'],
    ['this week’s crazy, early next week', '03-09..03-10'],
  ])('a refused day is not listed: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['not before 3 or after 5 tomorrow', '03-05 15:00-17:00'],
    ['I can’t do before 3 or after 5 tomorrow', '03-05 15:00-17:00'],
    ['no later than 5 and not before 3 tomorrow', '03-05 15:00-17:00'],
  ])('a refusal holds for both edges: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['the 3 o’clock one', '03-04 15:00'],
    ['the Thursday one', '03-05'],
    ['the earlier of the two', 'clarify'],
    ['this day next week at 3', '03-11 15:00'],
  ])('"one" and "two" that count options are no hours: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each(['at my usual time tomorrow', 'the same time as my last call, Friday'])(
    'a time only the customer knows is asked: "%s"',
    (text) => {
      expect(reading(text, wednesday)).toBe('clarify')
    },
  )

  it.each([
    ['can you move it up to 3 tomorrow', '03-05 15:00'],
    ['bump me up to Friday at 2', '03-06 14:00'],
    ['can we postpone till Friday', '03-06..03-12'],
    ['can it wait until Friday', '03-06..03-12'],
    ['up to 3 tomorrow', '03-05 09:00-15:00'],
  ])('what it is moved or put off to is no end: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
