import { describe, expect, it } from 'vitest'
import { reading, sunday, wednesday } from '../support/reading.ts'

describe('days told apart', () => {
  it.each([
    ['not this Friday but next Friday', '12-04'],
    ['next Tuesday not this Tuesday', '12-01'],
  ])(
    '"this" and "next" of one weekday are a week apart, on a Sunday too: "%s" is %s',
    (text, expected) => {
      expect(reading(text, sunday)).toBe(expected)
    },
  )

  it.each([
    ['this Friday or next Friday', '03-06 | 03-13'],
    ['Friday not this one but the next one', '03-13'],
    ['a week this Friday', '03-13'],
    ['not this week, the following', '03-09..03-15'],
    ['next week or the following', '03-09..03-22'],
  ])('"this", "next" and "the following" are told apart: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['after the new year', '2027-01-02..2027-01-08'],
    ['in the new year', '2027-01-01..2027-01-31'],
  ])(
    'the new year as an edge is its first day, as a time its January: "%s" is %s',
    (text, expected) => {
      expect(reading(text, sunday)).toBe(expected)
    },
  )

  it.each([
    ['the week following Easter', '04-06..04-12'],
    ['we are away for Easter so the week after', '04-06..04-12'],
  ])('the week after a holiday is the one after its own: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
