import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('what the customer is busy with', () => {
  it.each([
    ['I don’t finish until 6 tomorrow', '03-05 18:00-20:00'],
    ['I don’t get home until 6 on Monday', '03-09 18:00-20:00'],
    ['my wife isn’t back before 4 tomorrow', '03-05 16:00-20:00'],
    ['she won’t be done till 3 on Friday', '03-06 15:00-20:00'],
  ])('not back until then is free from then: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I don’t start work until 11 tomorrow', '03-05 09:00-11:00'],
    ['I don’t have anything before 3 tomorrow', '03-05 09:00-15:00'],
    ['I don’t mind before 5 tomorrow', '03-05 09:00-17:00'],
  ])('not at work, or nothing on, until then is free up to then: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I’m in court until 2 on Monday', '03-09 14:00-20:00'],
    ['I’m with clients till 3 tomorrow', '03-05 15:00-20:00'],
    ['I’m on shift until 4 on Friday', '03-06 16:00-20:00'],
    ['I have the dentist at 2 tomorrow so after that', '03-05 15:00-20:00'],
    ['I was going to say Monday but Tuesday is better, at 10', '03-10 10:00'],
  ])('an engagement is not the answer: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I have my lunch break from 12 to 1 tomorrow', '03-05 12:00-13:00'],
    ['I’ve got a window from 2 to 4 on Tuesday', '03-10 14:00-16:00'],
    ['I have a half hour at 1 on Monday', '03-09 13:00'],
    ['I have the day off Monday so any time', '03-09'],
    ['could I have the 9 o’clock on the 9th', '03-09 09:00'],
  ])('a break or a gap is what is offered: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['I’m busy from 1 to 3 tomorrow, otherwise any time', '03-05 09:00-13:00 | 03-05 15:00-20:00'],
    ['I’m tied up from 1 to 3 tomorrow otherwise free', '03-05 09:00-13:00 | 03-05 15:00-20:00'],
    ['Monday at 3, otherwise Tuesday at 3', '03-09 15:00 | 03-10 15:00'],
  ])('"otherwise" is all but the busy time, else "or": "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it('busy "then" refuses what was just wished for', () => {
    const text = 'Tuesday at 1, hmm I’ve got a thing then, so Thursday at 1'
    expect(reading(text, wednesday)).toBe('03-05 13:00')
  })

  it('a refusal under "if" lists what follows as second best', () => {
    const text = 'Monday at 3 and if that doesn’t work then Tuesday at 10'
    expect(reading(text, wednesday)).toBe('03-09 15:00 | 03-10 10:00')
  })
})
