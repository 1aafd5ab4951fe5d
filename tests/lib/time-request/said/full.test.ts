import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('full and busy days', () => {
  it.each([
    ['Friday full day', '03-06'],
    ['tomorrow is crazy but I could do 5', '03-05 17:00'],
    ["Friday's pretty full but 4:30 might work", '03-06 16:30'],
    ["my Thursday's full but Friday is wide open", '03-06'],
    ['tomorrow is crazy but Friday at 5 works', '03-06 17:00'],
    ["I'm slammed until Friday", '03-07..03-13'],
    ["if Friday doesn't work Monday", '03-06 | 03-09'],
    ["if 3 doesn't work 4 is fine", '03-04 15:00 | 03-04 16:00'],
    ['any time Friday but my lunch break', '03-06 09:00-12:00 | 03-06 13:00-20:00'],
    [
      "let me see what I've got Friday I have a thing at ten but after that I'm free",
      '03-06 11:00-20:00',
    ],
  ])(
    'a full day is refused, and the one hour left on it is taken: "%s" is %s',
    (text, expected) => {
      expect(reading(text, wednesday)).toBe(expected)
    },
  )
})
