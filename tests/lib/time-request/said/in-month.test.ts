import { describe, expect, it } from 'vitest'
import { friday, reading, sunday, wednesday, yearEnd } from '../support/reading.ts'

describe('days and weeks of a month', () => {
  it.each([
    ['the first Monday of next month', '04-06'],
    ['first Monday next month', '04-06'],
    ['the second Tuesday in April at 10', '04-14 10:00'],
    ['second Tuesday of April, 10 am', '04-14 10:00'],
    ['the third Thursday of the month', '03-19'],
    ['the third Thursday of this month at 2:30', '03-19 14:30'],
    ['the first Monday of the month', '04-06'],
    ['the first Monday of this month', 'past'],
    ['fourth Friday in March', '03-27'],
    ['the last Friday of the month at noon', '03-27 12:00'],
    ['last Monday in April', '04-27'],
    ['the fifth Monday of April', 'impossible'],
    ['the 5th Tuesday of March', '03-31'],
    ['the last day of the month', '03-31'],
    ['the last day of April', '04-30'],
    ['the last business day of March', '03-31'],
    ['the first business day of next month', '04-01'],
    ['first day of next month', '04-01'],
    ['the first of next month', '04-01'],
    ['the first of the month', '04-01'],
    ['on the first', '04-01'],
    ['the 15th of this month', '03-15'],
    ['the 20th of next month at 4', '04-20 16:00'],
    ['the first week of April', '04-01..04-07'],
    ['the third week of April', '04-15..04-21'],
    ['the second week of next month', '04-08..04-14'],
    ['the last week of March', '03-25..03-31'],
    ['the last week of the month', '03-25..03-31'],
    ['the week of March 16', '03-16..03-22'],
    ['the week of the 16th', '03-16..03-22'],
    ['the week of March 18th', '03-16..03-22'],
    ['end of the month', '03-25..03-31'],
    ['at the end of next month', '04-24..04-30'],
    ['the beginning of next month', '04-01..04-07'],
    ['early next month', '04-01..04-07'],
    ['early April', '04-01..04-07'],
    ['the start of April', '04-01..04-07'],
    ['mid April', '04-11..04-20'],
    ['the middle of the month', '03-11..03-20'],
    ['late April', '04-24..04-30'],
    ['end of April', '04-24..04-30'],
    ['the first half of April', '04-01..04-15'],
    ['in April', '04-01..04-30'],
    ['sometime in May', '05-01..05-31'],
    ['April sometime', '04-01..04-30'],
    ['Tuesday the 24th at noon', '03-24 12:00'],
    ['April 15th', '04-15'],
    ['April the 15th at 3', '04-15 15:00'],
    ['15 April at 3', '04-15 15:00'],
    ['the 15th of April', '04-15'],
    ['Apr 15', '04-15'],
    ['April fifteenth', '04-15'],
    ['April 15, 2026', '04-15'],
    ['April 15th of next year', '2027-04-15'],
    ['Good Friday', '04-03'],
    ['Easter Monday', '04-06'],
    ['the Tuesday after Easter', '04-07'],
    ['the day after Good Friday', '04-04'],
    ['the Friday before Easter', '04-03'],
    ['St Patrick’s Day at 2', '03-17 14:00'],
    ['Victoria Day', '05-18'],
    ['the Tuesday after Victoria Day at 9', '05-19 09:00'],
    ['the 31st', '03-31'],
    ['the 30th at 10:30', '03-30 10:30'],
    ['two weeks before Christmas', '12-11'],
    ['two days after the 15th', '03-17'],
    ['the first weekend in April', '04-04..04-05'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['the second Monday of July', '07-13'],
    ['the last Tuesday of the month', '06-30'],
    ['first week of July', '07-01..07-07'],
    ['the end of the month', '06-24..06-30'],
    ['the middle of the month', '06-12..06-20'],
    ['Labour Day', '09-07'],
    ['the day after Labour Day', '09-08'],
    ['Canada Day', '07-01'],
    ['the long weekend', '06-13..06-14'],
    ['Thanksgiving', '10-12'],
  ])('on a Friday in June "%s" is %s', (text, expected) => {
    expect(reading(text, friday)).toBe(expected)
  })

  it.each([
    ['last Friday of November', '11-27'],
    ['the first Tuesday of December at 1', '12-01 13:00'],
    ['the second Wednesday in January', '2027-01-13'],
    ['the Monday after Christmas', '12-28'],
    ['boxing day', '12-26'],
    ['the week after Christmas', '12-28..2027-01-03'],
    ['the first week of January', '2027-01-01..2027-01-07'],
    ['the last Friday before Christmas', '12-18'],
    ['the day before Christmas Eve', '12-23'],
  ])('in November "%s" is %s', (text, expected) => {
    expect(reading(text, sunday)).toBe(expected)
  })

  it.each([
    ['the first Monday of the new year', '2027-01-04'],
    ['the 3rd Thursday of January', '2027-01-21'],
    ['Martin Luther King Day', '2027-01-18'],
    ['Presidents Day', '2027-02-15'],
    ['Memorial Day', '2027-05-31'],
    ['the last Thursday of the month', '12-31'],
    ['February 29th', '2028-02-29'],
  ])('at the year’s end in New York "%s" is %s', (text, expected) => {
    expect(reading(text, yearEnd)).toBe(expected)
  })
})
