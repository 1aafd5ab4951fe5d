import { describe, expect, it } from 'vitest'
import { friday, reading, sunday, wednesday, yearEnd } from '../support/reading.ts'

describe('zones named', () => {
  it.each([
    ['tomorrow at 2 pm Pacific', '03-05 17:00'],
    ['tomorrow at 2 Pacific time', '03-05 17:00'],
    ['2 pm Pacific tomorrow', '03-05 17:00'],
    ['tomorrow at 10 am PST', '03-05 13:00'],
    ['tomorrow 10am PT', '03-05 13:00'],
    ['Friday noon Mountain', '03-06 14:00'],
    ['Friday at noon mountain standard time', '03-06 14:00'],
    ['Friday at 1 Central', '03-06 14:00'],
    ['Friday at 1 central time', '03-06 14:00'],
    ['Friday 1 pm CST', '03-06 14:00'],
    ['tomorrow at 3 Atlantic', '03-05 14:00'],
    ['tomorrow at 3:30 Newfoundland time', '03-05 14:00'],
    ['tomorrow at 3 Eastern', '03-05 15:00'],
    ['tomorrow at 3 pm EST', '03-05 15:00'],
    ['tomorrow at 3 pm EDT', '03-05 15:00'],
    ['Monday at 3 pm EST', '03-09 15:00'],
    ['tomorrow at 3 Calgary time', '03-05 17:00'],
    ['tomorrow at 3 pm in Calgary time', '03-05 17:00'],
    ['I’m in Calgary, tomorrow at 3', '03-05 17:00'],
    ['I’m calling from Winnipeg, tomorrow at 3', '03-05 16:00'],
    ['I live in Halifax, so tomorrow at 3 my time', '03-05 14:00'],
    ['tomorrow at 3 my time, I’m in Edmonton', '03-05 17:00'],
    ['we’re out in Victoria, so tomorrow at noon', '03-05 15:00'],
    ['tomorrow at 3 my time', '03-05 15:00'],
    ['tomorrow at 3 your time', '03-05 15:00'],
    ['I’m in Vancouver, but 3 your time tomorrow', '03-05 15:00'],
    ['noon Saskatchewan time tomorrow', '03-05 13:00'],
    ['noon Regina time on Monday', '03-09 14:00'],
    ['Monday noon in Phoenix time', '03-09 15:00'],
    ['tomorrow at 4 New York time', '03-05 16:00'],
    ['tomorrow at 9 am Los Angeles time', '03-05 12:00'],
    ['tomorrow morning Pacific', '03-05 12:00-15:00'],
    ['tomorrow afternoon Pacific time', '03-05 15:00-20:00'],
    ['tomorrow between 10 and 12 Pacific', '03-05 13:00-15:00'],
    ['tomorrow after 2 Pacific', '03-05 17:00-20:00'],
    ['tomorrow at 5 pm GMT', '03-05 12:00'],
    ['tomorrow at 5 pm London time', '03-05 12:00'],
    ['tomorrow at 10 am St. John’s time', '03-05 08:30'],
    ['tomorrow at 2 Texas time', '03-05 15:00'],
    ['tomorrow at 2, I’m in Florida', '03-05 14:00'],
    ['tomorrow at 2, we are in British Columbia', '03-05 17:00'],
    ['I’m buying a house in Calgary, tomorrow at 3', '03-05 15:00'],
    ['tomorrow at 6 am Hawaii time', '03-05 11:00'],
    ['Thursday at 7 Pacific', '03-05 10:00'],
    ['tomorrow 4 pm Alaska time', '03-05 20:00'],
  ])('heard in Toronto in March "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })

  it.each([
    ['tomorrow at 1 Eastern', '06-13 10:00'],
    ['tomorrow at noon Toronto time', '06-13 09:00'],
    ['Monday at 10 am MST', '06-15 09:00'],
    ['Monday at 10 am Arizona time', '06-15 10:00'],
    ['Monday at 11 am Central', '06-15 09:00'],
    ['Monday at 3 pm PST', '06-15 15:00'],
    ['Monday at 3 pm Pacific Standard Time', '06-15 15:00'],
    ['Monday at 2 pm, I’m in Saskatoon', '06-15 13:00'],
  ])('heard in Vancouver in June "%s" is %s', (text, expected) => {
    expect(reading(text, friday)).toBe(expected)
  })

  it.each([
    ['tomorrow at 10 Vancouver time', '11-23 12:00'],
    ['tomorrow at 10, I’m in Seattle', '11-23 13:00'],
    ['tomorrow at 10 Edmonton time', '11-23 11:00'],
    ['tomorrow at 10 Denver time', '11-23 12:00'],
    ['tomorrow at 10 Manitoba time', '11-23 10:00'],
    ['tomorrow at 10 Chicago time', '11-23 11:00'],
    ['tomorrow at 10 Pacific', '11-23 12:00'],
    ['tomorrow at 10 Mountain', '11-23 11:00'],
    ['tomorrow at 10 Central', '11-23 10:00'],
    ['tomorrow at 10 Pacific Standard Time', '11-23 13:00'],
    ['tomorrow at 10 Saskatchewan time', '11-23 11:00'],
    ['tomorrow at 10 PST, I’m in Vancouver', '11-23 12:00'],
  ])('heard in Toronto in November 2026 "%s" is %s', (text, expected) => {
    expect(reading(text, sunday)).toBe(expected)
  })

  it.each([
    ['tomorrow at 10 Pacific', '12-30 13:00'],
    ['tomorrow at 10 Mountain', '12-30 12:00'],
    ['tomorrow at 10 Central', '12-30 11:00'],
    ['tomorrow at 10 Vancouver time', '12-30 12:00'],
  ])('heard in New York in December 2026 "%s" is %s', (text, expected) => {
    expect(reading(text, yearEnd)).toBe(expected)
  })

  it.each([
    ['3 pm eastern or 2 pm central', '11-22 15:00'],
    ['noon pacific which is 3 eastern', '11-22 15:00'],
    ['tomorrow at noon pacific, that’s 2 eastern', '11-23 14:00'],
    ['tomorrow at 3 to 5 eastern, 2 to 4 central', '11-23 15:00-17:00'],
    ['after 3 eastern, after 2 central tomorrow', '11-23 15:00-20:00'],
    ['3 pm eastern or 4 pm central', '11-22 15:00 | 11-22 16:00'],
    ['Monday at 3 eastern or Tuesday at 2 central', '11-23 15:00 | 11-24 14:00'],
    ['2 my time which is 4 your time tomorrow, I’m in Vancouver', '11-23 16:00'],
    ['I’m in Calgary, 11 my time, noon yours, tomorrow', '11-23 12:00'],
    ['2 or 3 eastern tomorrow', '11-23 14:00 | 11-23 15:00'],
    ['tomorrow at 1 pacific or 2', '11-23 15:00 | 11-23 16:00'],
  ])('each clock takes the zone said with it: "%s" is %s', (text, expected) => {
    expect(reading(text, sunday)).toBe(expected)
  })

  it.each([
    'noon pacific which is 4 eastern',
    'tomorrow at 3 pm Toronto, noon Vancouver',
    'I’m in Vancouver, 2 my time which is 5 your time tomorrow',
  ])('one moment by two clocks that disagree is asked: "%s"', (text) => {
    expect(reading(text, sunday)).toBe('clarify')
  })

  it.each([
    ['I’m calling from Vancouver, can we do 3 pm eastern tomorrow', '11-23 15:00'],
    ['I’m calling from Vancouver, can we do 3 pm pacific tomorrow', '11-23 17:00'],
    ['I’m in Seattle, 3 pm pacific tomorrow', '11-23 18:00'],
  ])(
    'a zone said with the clock goes before where the customer is: "%s" is %s',
    (text, expected) => {
      expect(reading(text, sunday)).toBe(expected)
    },
  )

  it('a client in the region keeps its own clock for the region’s name', () => {
    const vancouver = { ...sunday, zone: 'America/Vancouver' }
    const losAngeles = { ...sunday, zone: 'America/Los_Angeles' }
    expect(reading('tomorrow at 10 Pacific', vancouver)).toBe('11-23 10:00')
    expect(reading('tomorrow at 10 Pacific', losAngeles)).toBe('11-23 10:00')
  })

  it('a customer elsewhere is read in their own zone, the client’s hours deciding am and pm', () => {
    const away = { ...wednesday, zone: 'America/Vancouver', clientZone: 'America/Toronto' }
    expect(reading('tomorrow at 3', away)).toBe('03-05 15:00')
    expect(reading('tomorrow at 7', away)).toBe('03-05 07:00')
    expect(reading('tomorrow at 3 your time', away)).toBe('03-05 12:00')
    expect(reading('tomorrow after 2', away)).toBe('03-05 14:00-17:00')
  })

  it('near midnight the day is the customer’s own when they say "my time"', () => {
    const late = { now: '2026-03-05T00:30:00-05:00', zone: 'America/Toronto' }
    expect(reading('tomorrow at 3 Vancouver time', late)).toBe('03-06 18:00')
    expect(reading('tomorrow at 3 my time, I’m in Vancouver', late)).toBe('03-05 18:00')
  })

  it.each([
    ['from 3 eastern to 3 pacific tomorrow', '03-05 15:00-18:00'],
    ['between 10 eastern and 2 pacific tomorrow', '03-05 10:00-17:00'],
    ['tomorrow from 10 pacific until 6 eastern', '03-05 13:00-18:00'],
    ['from 3 to 5 eastern tomorrow', '03-05 15:00-17:00'],
    ['5 eastern or earlier tomorrow', '03-05 09:00-17:00'],
  ])('each end of a range is by its own clock: "%s" is %s', (text, expected) => {
    expect(reading(text, wednesday)).toBe(expected)
  })
})
