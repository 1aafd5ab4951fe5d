import { describe, expect, it } from 'vitest'
import { reading, wednesday } from '../support/reading.ts'

describe('times listed for days', () => {
  it.each([
    ['Monday or Tuesday, 3 or 10 respectively', '03-09 15:00 | 03-10 10:00'],
    ['Friday and Monday at 2 and 4:30 respectively', '03-06 14:00 | 03-09 16:30'],
  ])('"respectively" gives each day its own hour: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
