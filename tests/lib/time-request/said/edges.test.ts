import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('edges said by what happens then', () => {
  it.each([
    ['before my 3 o’clock tomorrow', '03-05 09:00-15:00'],
    ['after my 2 o’clock on Monday', '03-09 14:00-20:00'],
    ['before I pick up my daughter at 3 tomorrow', '03-05 09:00-15:00'],
    ['after the kids get home at 3:30 on Tuesday', '03-10 15:30-20:00'],
    ['once I’m home at 5:30 tomorrow', '03-05 17:30-20:00'],
    ['when I get back at 2 on Monday', '03-09 14:00-20:00'],
    ['between my meetings at 10 and 2 tomorrow', '03-05 10:00-14:00'],
    ['between my 10 o’clock and my 2 o’clock on Tuesday', '03-10 10:00-14:00'],
  ])('the edge is its hour: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it('of two hours outside the call hours the one that leaves any of them is meant', () => {
    expect(reading('after I drop off the kids at 8:30 tomorrow', wednesday)).toBe(
      '03-05 08:30-20:00',
    )
  })

  it.each([
    ['before I forget, Tuesday at 3', '03-10 15:00'],
    ['after talking to my wife, 3 tomorrow works', '03-05 15:00'],
    ['before I go can we do 3 tomorrow', '03-05 15:00'],
  ])('a clause of its own is no edge: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['between 10 at night and 2 in the morning tomorrow', '03-05 22:00..03-06 02:00'],
    ['from 10 in the morning to 2 in the afternoon Tuesday', '03-10 10:00-14:00'],
    ['Monday 9 in the morning to 5 in the afternoon', '03-09 09:00-17:00'],
    ['10 at night tomorrow', '03-05 22:00'],
  ])('the end of a range takes its part of the day: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['not Monday, the one after that', '03-16'],
    ['not this Tuesday, the one after at 3', '03-17 15:00'],
    ['not the 24th, the one after', 'clarify'],
  ])('"the one after" is the weekday said, a week on: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it('a clock of every day is each day’s', () => {
    const week = ['04', '05', '06', '07', '08', '09', '10']
    const each = (time: string) => week.map((day) => `03-${day} ${time}`).join(' | ')
    expect(reading('any day at 5', wednesday)).toBe(each('17:00'))
    expect(reading('mornings at 11', wednesday)).toBe(each('11:00'))
    expect(reading('any day works', wednesday)).toBe('clarify')
  })

  it.each([
    ['15h30 demain', '03-05 15:30'],
    ['jeudi à 15 h 30', '03-05 15:30'],
    ['Monday in the forenoon', '03-09 09:00-12:00'],
    ['five a clock tomorrow', '03-05 17:00'],
  ])('as said in Quebec and India, or heard so: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
