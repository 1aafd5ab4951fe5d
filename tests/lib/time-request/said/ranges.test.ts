import { describe, expect, it } from 'vitest'
import { friday, reading, sunday, wednesday } from '../support/reading.ts'

const week = (from: string, to: string): string =>
  ['03-04', '03-05', '03-06', '03-07', '03-08', '03-09', '03-10']
    .map((day) => `${day} ${from}-${to}`)
    .join(' | ')

describe('ranges, lists and exclusions', () => {
  it.each([
    ['Friday between 2 and 4', '03-06 14:00-16:00'],
    ['between 2 and 4 on Friday', '03-06 14:00-16:00'],
    ['Friday from 2 to 4', '03-06 14:00-16:00'],
    ['Friday 2 to 4', '03-06 14:00-16:00'],
    ['Friday 2-4', '03-06 14:00-16:00'],
    ['Friday 2-4pm', '03-06 14:00-16:00'],
    ['Friday from 9 to 5', '03-06 09:00-17:00'],
    ['tomorrow 10 to 12', '03-05 10:00-12:00'],
    ['tomorrow between 11 and 1', '03-05 11:00-13:00'],
    ['tomorrow between noon and 3', '03-05 12:00-15:00'],
    ['between nine thirty and eleven tomorrow', '03-05 09:30-11:00'],
    ['Monday anywhere between 1 and 5', '03-09 13:00-17:00'],
    ['tomorrow between 10 am and 2 pm', '03-05 10:00-14:00'],
    ['tomorrow from 5 until 8', '03-05 17:00-20:00'],
    ['tomorrow 5:30 to 7', '03-05 17:30-19:00'],
    ['tomorrow after 3', '03-05 15:00-20:00'],
    ['after 3 tomorrow', '03-05 15:00-20:00'],
    ['any time after three o’clock tomorrow', '03-05 15:00-20:00'],
    ['tomorrow, 3 or later', '03-05 15:00-20:00'],
    ['tomorrow from 3 on', '03-05 15:00-20:00'],
    ['tomorrow from 3 onwards', '03-05 15:00-20:00'],
    ['tomorrow starting at 3', '03-05 15:00-20:00'],
    ['tomorrow past 4:30', '03-05 16:30-20:00'],
    ['tomorrow before 11', '03-05 09:00-11:00'],
    ['before noon tomorrow', '03-05 09:00-12:00'],
    ['tomorrow until 2', '03-05 09:00-14:00'],
    ['tomorrow no later than 4', '03-05 09:00-16:00'],
    ['tomorrow, no earlier than 1', '03-05 13:00-20:00'],
    ['tomorrow not before 10', '03-05 10:00-20:00'],
    ['today before 2', '03-04 10:15-14:00'],
    ['today after 4', '03-04 16:00-20:00'],
    ['by 5 today', '03-04 10:15-17:00'],
    ['by noon tomorrow', '03-04 10:15..03-05 12:00'],
    ['by Friday', '03-04 10:15..03-07 00:00'],
    ['by Friday at 3', '03-04 10:15..03-06 15:00'],
    ['by the end of the day', '03-04 10:15-17:00'],
    ['after Friday', '03-07..03-13'],
    ['after the 10th', '03-11..03-17'],
    ['Monday through Wednesday', '03-09..03-11'],
    ['Monday to Friday', '03-09..03-13'],
    ['from Thursday to Saturday', '03-05..03-07'],
    ['between Thursday and Saturday', '03-05..03-07'],
    ['the 10th to the 12th', '03-10..03-12'],
    ['March 10 to 12', '03-10..03-12'],
    ['March 10th through the 12th', '03-10..03-12'],
    ['between the 16th and the 20th of March', '03-16..03-20'],
    ['Tuesday to Thursday next week', '03-10..03-12'],
    [
      'Tuesday through Thursday mornings',
      '03-10 09:00-12:00 | 03-11 09:00-12:00 | 03-12 09:00-12:00',
    ],
    ['Thursday or Friday', '03-05..03-06'],
    ['Thursday or Monday', '03-05 | 03-09'],
    ['either Friday or Monday at 2', '03-06 14:00 | 03-09 14:00'],
    ['Thursday at 2 or Friday at 4', '03-05 14:00 | 03-06 16:00'],
    ['tomorrow at 2 or 4', '03-05 14:00 | 03-05 16:00'],
    ['tomorrow at 2, 3 or 4', '03-05 14:00 | 03-05 15:00 | 03-05 16:00'],
    ['at 2 or 3 tomorrow', '03-05 14:00 | 03-05 15:00'],
    ['Monday, Thursday or Friday', '03-05..03-06 | 03-09'],
    ['April 10th or 12th', '04-10 | 04-12'],
    ['tomorrow morning or after 4', '03-05 09:00-12:00 | 03-05 16:00-20:00'],
    ['Monday or Tuesday after 5', '03-09 17:00-20:00 | 03-10 17:00-20:00'],
    ['Tuesday or Thursday next week', '03-10 | 03-12'],
    ['next week Tuesday or Thursday at 10', '03-10 10:00 | 03-12 10:00'],
    ['next week except Wednesday', '03-09..03-10 | 03-12..03-15'],
    ['next week but not Monday', '03-10..03-15'],
    ['any day next week other than Tuesday', '03-09 | 03-11..03-15'],
    ['tomorrow but not in the morning', '03-05 12:00-20:00'],
    ['tomorrow except between 1 and 2', '03-05 09:00-13:00 | 03-05 14:00-20:00'],
    ['tomorrow except at lunch', '03-05 09:00-12:00 | 03-05 13:00-20:00'],
    ['tomorrow but not after 4', '03-05 09:00-16:00'],
    ['Thursday but not before 11', '03-05 11:00-20:00'],
    ['any time tomorrow as long as it’s after 2', '03-05 14:00-20:00'],
    ['weekdays next week', '03-09..03-13'],
    ['any weekday next week', '03-09..03-13'],
    [
      'weekday mornings next week',
      '03-09 09:00-12:00 | 03-10 09:00-12:00 | 03-11 09:00-12:00 | 03-12 09:00-12:00 | 03-13 09:00-12:00',
    ],
    [
      'any weekday after 5',
      '03-04 17:00-20:00 | 03-05 17:00-20:00 | 03-06 17:00-20:00 | 03-09 17:00-20:00 | 03-10 17:00-20:00',
    ],
    ['after 5', week('17:00', '20:00')],
    ['any day after 5', week('17:00', '20:00')],
    ['evenings', week('17:00', '20:00')],
    ['evenings are best', week('17:00', '20:00')],
    ['any time after 4 works', week('16:00', '20:00')],
    ['tomorrow afternoon but after 2', '03-05 14:00-17:00'],
    ['tomorrow afternoon before 3', '03-05 12:00-15:00'],
    ['Friday morning between 9 and 10', '03-06 09:00-10:00'],
    ['tomorrow evening from 6 to 7', '03-05 18:00-19:00'],
    ['Monday 10 am to noon', '03-09 10:00-12:00'],
    ['tomorrow after 2 and before 5', '03-05 14:00-17:00'],
    ['starting Monday', '03-09..03-15'],
    ['before Friday', '03-04 10:15..03-06 00:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['after 4 today', '06-12 16:00-20:00'],
    ['today between 2 and 4', '06-12 14:40-16:00'],
    ['between 1 and 2 today', 'past'],
    ['before 2 today', 'past'],
    ['Saturday or Sunday', '06-13..06-14'],
    ['Monday 9 to 11 or Tuesday 1 to 3', '06-15 09:00-11:00 | 06-16 13:00-15:00'],
    ['June 22nd or 23rd', '06-22..06-23'],
    ['the 22nd or the 24th in the afternoon', '06-22 12:00-17:00 | 06-24 12:00-17:00'],
    ['weekends only', '06-13..06-14'],
    [
      'mornings except Tuesday',
      '06-13 09:00-12:00 | 06-14 09:00-12:00 | 06-15 09:00-12:00 | 06-17 09:00-12:00 | 06-18 09:00-12:00',
    ],
  ])('on a Friday afternoon "%s" is %s', (text, expected) => {
    expect(reading(text, friday)).toBe(expected)
  })

  it.each([
    ['Monday or Tuesday, but not before noon', '11-23 12:00-20:00 | 11-24 12:00-20:00'],
    ['any time Monday except lunch', '11-23 09:00-12:00 | 11-23 13:00-20:00'],
    ['by tomorrow at noon', '11-22 11:05..11-23 12:00'],
    ['November 30 to December 2', '11-30..12-02'],
    ['from the 30th to the 2nd', '11-30..12-02'],
  ])('on a Sunday "%s" is %s', (text, expected) => {
    expect(reading(text, sunday)).toBe(expected)
  })

  it('hours that are not 9 to 8 bound what is open-ended', () => {
    const early = { ...wednesday, hours: [8, 18] as const }
    expect(reading('tomorrow after 3', early)).toBe('03-05 15:00-18:00')
    expect(reading('tomorrow before 11', early)).toBe('03-05 08:00-11:00')
    expect(reading('tomorrow evening', early)).toBe('03-05 17:00-20:00')
    expect(reading('tomorrow at 8', early)).toBe('03-05 08:00')
  })
})
