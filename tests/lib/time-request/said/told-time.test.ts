import { describe, expect, it } from 'vitest'
import { reading, sunday, wednesday } from '../support/reading.ts'

describe('what the clock shows', () => {
  it.each([
    ['is it 10 now? call me at 11', '03-04 11:00'],
    ["it's 10 o'clock now, call me in an hour", '03-04 11:15'],
    ["it's only 9 here so call me at 2", '03-04 14:00'],
  ])('the hour it is now is not the answer: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([["it's 11 now so call me at 1", '11-22 13:00']])(
    'the hour it is now is not the answer on another day: "%s" is %s',
    (text, expected) => {
      expect(reading(text, sunday)).toBe(expected)
    },
  )
})
