import { describe, expect, it } from 'vitest'
import {
  closedOnHolidays,
  holidayDates,
  isHolidayPlace,
} from '../../../lib/availability/holidays.ts'
import { settingsOf } from '../../../lib/availability/settings.ts'

const december = { start: Date.parse('2026-12-20T05:00Z'), end: Date.parse('2027-01-05T05:00Z') }

describe('public holidays', () => {
  it.each([
    ['CA', 'ON', '2026-02-16', true], // Family Day
    ['CA', 'QC', '2026-02-16', false],
    ['CA', 'QC', '2026-06-24', true], // Fête nationale
    ['CA', 'ON', '2026-09-07', true], // Labour Day
    ['US', 'CA', '2026-11-26', true], // Thanksgiving
    ['CA', 'ON', '2026-10-31', false], // Halloween is observed, not closed
  ])('%s-%s on %s: closed %s', async (country, region, date, isClosed) => {
    expect((await holidayDates({ country, region }, 2026)).includes(date)).toBe(isClosed)
  })

  it('are not closed unless the client asks for it', async () => {
    const settings = settingsOf({})
    expect(await closedOnHolidays(settings, undefined, december)).toBe(settings)
  })

  it('close the days of every year the span touches, and stay open on dates with hours of their own', async () => {
    const settings = settingsOf({
      closed_dates: ['2026-12-31'],
      date_hours: { '2026-12-26': [['10:00', '12:00']] },
    })
    const { closedDates } = await closedOnHolidays(
      settings,
      { country: 'CA', region: 'ON' },
      december,
    )
    const near = [...closedDates].filter((date) => date > '2026-12-20' && date < '2027-01-05')
    expect(near.sort()).toEqual(['2026-12-25', '2026-12-31', '2027-01-01'])
  })

  it('give the same settings object for the same years', async () => {
    const settings = settingsOf({})
    const place = { country: 'CA', region: 'ON' }
    const once = await closedOnHolidays(settings, place, december)
    expect(await closedOnHolidays(settings, place, december)).toBe(once)
  })

  it('of a place nobody knows close nothing, and the place is told apart before it is stored', async () => {
    expect(await holidayDates({ country: 'ZZ' }, 2026)).toEqual([])
    expect(await isHolidayPlace({ country: 'ZZ' })).toBe(false)
    expect(await isHolidayPlace({ country: 'CA', region: 'XX' })).toBe(false)
    expect(await isHolidayPlace({ country: 'CA', region: 'ON' })).toBe(true)
    expect(await isHolidayPlace({ country: 'IN' })).toBe(true)
  })
})
