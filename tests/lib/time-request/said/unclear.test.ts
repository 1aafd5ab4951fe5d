import { describe, expect, it } from 'vitest'
import { friday, reading, sunday, wednesday } from '../support/reading.ts'

describe('what has to be asked, and what is no time', () => {
  it.each([
    'whenever',
    'any time',
    'whenever works for you',
    'any day is good',
    'I’m flexible',
    'it doesn’t matter',
    'as soon as possible',
    'ASAP',
    'soon',
    'sometime soon',
    'the earliest you have',
    'whatever works',
    'up to you',
    'later',
    'maybe later',
    'some other time',
    'in a little while',
    'in a few days',
    'in a few weeks',
    'tomorrow at 8',
    'at 8',
    'Friday at 8:30',
    'Wednesday',
    'Wednesday at 3',
    'Wednesday afternoon',
    'Thursday the 10th',
    'Monday the 10th at 2',
    'Friday March 7',
    '4/5 at 3',
    '5/6',
    'at 9',
    '9:30',
    '10 am',
    'next week or the week after, not sure',
    'not Friday',
    'I’m busy tomorrow',
    'I can’t do Thursday',
    'sometime',
    'at your convenience',
    'first available',
  ])('"%s" is asked about', (text) => {
    expect(reading(text, wednesday)).toBe('clarify')
  })

  it.each([
    'hello',
    'yes',
    'no',
    'no thanks',
    'yes please',
    'I’d like to speak to a broker',
    'what are your rates',
    'my phone number is 604-555-0142',
    'it’s 416 555 0199',
    'four one six five five five oh one two three',
    'I’m 45 years old',
    'I have two kids',
    'we make about 120 thousand a year',
    'my address is 14 May Street',
    'the rate was 5.25',
    'a 5 year fixed term',
    'my postal code is M5V 2T6',
    'my name is April',
    'who is this',
    'can you repeat that',
    'this is the one',
    'I don’t know',
    'I sat down with him',
    'three bedrooms and two baths',
    'it’s 2 percent down',
    'unit 12',
    'how long does it take',
    'okay thank you bye',
    'V6B 1A1',
    'I want a 25 year amortization',
    'the house costs 750 thousand',
    'about 400',
    '$450,000',
    'one moment please',
    'just a second',
    'I need to ask my wife',
    'is this a robot',
    'my email is bob 99 at gmail dot com',
  ])('"%s" is no time', (text) => {
    expect(reading(text, wednesday)).toBe('none')
  })

  it.each([
    ['yesterday', 'past'],
    ['yesterday at 3', 'past'],
    ['last Friday', 'past'],
    ['last week', 'past'],
    ['last month', 'past'],
    ['today at 9', 'past'],
    ['today at 10', 'past'],
    ['this morning at 9', 'past'],
    ['at 9 this morning', 'past'],
    ['two hours ago', 'past'],
    ['the day before yesterday', 'past'],
    ['March 3rd 2026', 'past'],
    ['February 10 2026 at 3', 'past'],
    ['2025-12-01 at 10', 'past'],
    ['last night', 'past'],
    ['Monday this week', 'past'],
    ['this past Monday', 'past'],
    ['an hour ago', 'past'],
    ['3/20/2025', 'past'],
    ['Tuesday of last week', 'past'],
    ['February 30th', 'impossible'],
    ['April 31', 'impossible'],
    ['the 31st of April', 'impossible'],
    ['June 31st at 2', 'impossible'],
    ['the 32nd', 'impossible'],
    ['March 35', 'impossible'],
    ['13/13', 'impossible'],
    ['tomorrow at 25 o’clock', 'impossible'],
    ['tomorrow at 13 pm', 'impossible'],
    ['tomorrow at 10:75', 'impossible'],
    ['tomorrow at 25:00', 'impossible'],
    ['February 29 2027', 'impossible'],
    ['the fifth Friday in April', 'impossible'],
    ['Sunday at 2:30 am', 'impossible'],
    ['half past two in the morning on Sunday', 'impossible'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['Friday', 'clarify'],
    ['Friday at 5', 'clarify'],
    ['Friday at 10', '06-19 10:00'],
    ['this Friday at 5', '06-12 17:00'],
    ['today at 2', 'past'],
    ['this morning', 'past'],
    ['at 3', '06-12 15:00'],
    ['2 o’clock', 'clarify'],
    ['June 31', 'impossible'],
    ['the 12th at 4', '06-12 16:00'],
    ['Tuesday the 16th', '06-16'],
    ['Tuesday the 17th', 'clarify'],
  ])('on a Friday afternoon "%s" is %s', (text, expected) => {
    expect(reading(text, friday)).toBe(expected)
  })

  it('asks about hours that are open both mornings and evenings', () => {
    const long = { ...wednesday, hours: [7, 21] as const }
    for (const text of ['tomorrow at 7', 'tomorrow at 8', 'tomorrow at 7:30', 'tomorrow at 8:15']) {
      expect(reading(text, long)).toBe('clarify')
    }
    expect(reading('tomorrow at 7 pm', long)).toBe('03-05 19:00')
    expect(reading('tomorrow morning at 8', long)).toBe('03-05 08:00')
    expect(reading('tomorrow at 9', long)).toBe('03-05 09:00')
  })

  it('asks which of two repeated hours, and finds the days around a change of clocks', () => {
    const october = { now: '2026-10-30T16:20:00-04:00', zone: 'America/Toronto' }
    expect(reading('Sunday at 1:15 am', october)).toBe('clarify')
    expect(reading('Sunday at 3 am', october)).toBe('11-01 03:00')
    expect(reading('in 48 hours', october)).toBe('11-01 15:20')
    expect(reading('in two days at 4', october)).toBe('11-01 16:00')
    expect(reading('Sunday', october)).toBe('11-01')
    const march = { now: '2026-03-07T13:00:00-05:00', zone: 'America/Toronto' }
    expect(reading('tomorrow at 2:15 am', march)).toBe('impossible')
    expect(reading('in 24 hours', march)).toBe('03-08 14:00')
    expect(reading('tomorrow same time', march)).toBe('03-08 13:00')
    expect(reading('tomorrow', march)).toBe('03-08')
    expect(reading('tomorrow at 2:30 am Phoenix time', march)).toBe('03-08 05:30')
  })

  it('a Sunday wish said on Sunday', () => {
    expect(reading('Sunday afternoon', sunday)).toBe('clarify')
    expect(reading('Sunday at 10', sunday)).toBe('11-29 10:00')
  })
})
