import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('earliest and latest', () => {
  it.each([
    ['tomorrow earliest 3 latest 5', '03-05 15:00-17:00'],
    ['tomorrow, earliest 3, latest 5', '03-05 15:00-17:00'],
    ['10 earliest, 12 latest tomorrow', '03-05 10:00-12:00'],
    ['the earliest I can do tomorrow is 3', '03-05 15:00-20:00'],
    ['the earliest I can do is 3 on Friday', '03-06 15:00-20:00'],
    ['the latest I can talk on Friday is 6', '03-06 09:00-18:00'],
    ['my latest on Monday is 4', '03-09 09:00-16:00'],
  ])('an hour said with it is an edge, before it or behind: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['what is the earliest you have on Friday', '03-06'],
    ['the earliest on Friday', '03-06'],
  ])('without an hour it only asks for the first free time: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
