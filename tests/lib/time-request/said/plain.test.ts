import { describe, expect, it } from 'vitest'
import { friday, reading, sunday, wednesday, yearEnd } from '../support/reading.ts'

describe('plain dates and times', () => {
  it.each([
    ['tomorrow at 3', '03-05 15:00'],
    ['tomorrow at 9', '03-05 09:00'],
    ['Thursday at 10:30', '03-05 10:30'],
    ['how about Friday at two', '03-06 14:00'],
    ['Friday, 2 o’clock', '03-06 14:00'],
    ['Friday 3', '03-06 15:00'],
    ['Friday 3pm', '03-06 15:00'],
    ['3 on Friday', '03-06 15:00'],
    ['let’s do 11 on Monday', '03-09 11:00'],
    ['Monday 11:15 a.m.', '03-09 11:15'],
    ['could you call me Saturday around 1?', '03-07 13:00'],
    ['March 10 at 5', '03-10 17:00'],
    ['on March 10th at 5 pm please', '03-10 17:00'],
    ['the 10th of March at 5', '03-10 17:00'],
    ['the 6th at 6:30', '03-06 18:30'],
    ['Friday the 6th at noon', '03-06 12:00'],
    ['Friday March 6 10am', '03-06 10:00'],
    ['Fri Mar 6, 10 AM', '03-06 10:00'],
    ['3/6 at 10', 'clarify'],
    ['3/20 at 10', '03-20 10:00'],
    ['20/3 at 10', '03-20 10:00'],
    ['3/20/2026 at 4:45 pm', '03-20 16:45'],
    ['2026-03-20 16:45', '03-20 16:45'],
    ['2026-03-20T16:45:00-04:00', '03-20 16:45'],
    ['today at 5', '03-04 17:00'],
    ['5 today', '03-04 17:00'],
    ['today at five thirty', '03-04 17:30'],
    ['at 4', '03-04 16:00'],
    ['4', '03-04 16:00'],
    ['4 p.m.', '03-04 16:00'],
    ['4:30 works', '03-04 16:30'],
    ['noon', '03-04 12:00'],
    ['noon tomorrow', '03-05 12:00'],
    ['tomorrow 12', '03-05 12:00'],
    ['next Friday at 1', '03-13 13:00'],
    ['this Friday at 1', '03-06 13:00'],
    ['this coming Friday at 1', '03-06 13:00'],
    ['the coming Monday at 4', '03-09 16:00'],
    ['Monday next week at 9', '03-09 09:00'],
    ['next week Wednesday at 2', '03-11 14:00'],
    ['next week on Thursday', '03-12'],
    ['Thursday of next week at 2', '03-12 14:00'],
    ['tomorrow', '03-05'],
    ['today works', '03-04'],
    ['the day after tomorrow', '03-06'],
    ['day after tomorrow at 4', '03-06 16:00'],
    ['Saturday', '03-07'],
    ['how’s Tuesday?', '03-10'],
    ['April 2', '04-02'],
    ['on the 20th', '03-20'],
    ['the third', '04-03'],
    ['March 2', '2027-03-02'],
    ['tomorrow at 8 pm', '03-05 20:00'],
    ['tomorrow at 8 in the morning', '03-05 08:00'],
    ['tomorrow at 7 am', '03-05 07:00'],
    ['midnight on Friday', '03-07 00:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['Monday at 10:15', '06-15 10:15'],
    ['the 15th at 11', '06-15 11:00'],
    ['the 11th at 11', '07-11 11:00'],
    ['July 2nd at 3:15', '07-02 15:15'],
    ['5 today', '06-12 17:00'],
    ['tomorrow at quarter past four', '06-13 16:15'],
    ['can we do the 17th, Wednesday, at 2', '06-17 14:00'],
    ['next Monday at 9:30', '06-15 09:30'],
    ['this Saturday', '06-13'],
    ['Canada Day at 10', '07-01 10:00'],
  ])('on a Friday afternoon "%s" is %s', (text, expected) => {
    expect(reading(text, friday)).toBe(expected)
  })

  it.each([
    ['Monday at 3', '11-23 15:00'],
    ['December 3rd at 1', '12-03 13:00'],
    ['January 5 at 10', '2027-01-05 10:00'],
    ['Christmas Eve at 11', '12-24 11:00'],
    ['the 1st at 5', '12-01 17:00'],
    ['Thanksgiving', '2027-10-11'],
  ])('on a Sunday in November "%s" is %s', (text, expected) => {
    expect(reading(text, sunday)).toBe(expected)
  })

  it.each([
    ['Friday at 2', '2027-01-01 14:00'],
    ['the 2nd at 12', '2027-01-02 12:00'],
    ['tomorrow at noon', '12-30 12:00'],
    ['New Year’s Eve at 10', '12-31 10:00'],
    ['Monday the 4th', '2027-01-04'],
    ['January 15 at 10', '2027-01-15 10:00'],
    ['today at 7', '12-29 19:00'],
    ['Thanksgiving', '2027-11-25'],
  ])('at the year’s end "%s" is %s', (text, expected) => {
    expect(reading(text, yearEnd)).toBe(expected)
  })
})
