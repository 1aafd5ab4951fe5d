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
})
