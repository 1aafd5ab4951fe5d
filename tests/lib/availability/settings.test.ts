import { describe, expect, it } from 'vitest'
import { findSlots } from '../../../lib/availability/find-slots.ts'
import { schedulingOf, settingsOf, SettingsError } from '../../../lib/availability/settings.ts'

const nineToEight = [{ start: 540, end: 1200 }]

describe('settings of a clients row', () => {
  it('with nothing set mean the owner’s behaviour', () => {
    const owners = {
      zone: 'America/Toronto',
      week: Array.from({ length: 7 }, () => nineToEight),
      breaks: [],
      closedDates: new Set(),
      dateHours: new Map(),
      minNoticeMinutes: 0,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      stepMinutes: 15,
      stepAnchor: 'clock',
      meetingMinutes: [30],
    }
    expect(settingsOf({})).toEqual(owners)
    const nulls = [
      'timezone',
      'meeting_lengths',
      'weekly_hours',
      'breaks',
      'horizon_days',
      'daily_cap',
    ]
    expect(settingsOf(Object.fromEntries(nulls.map((column) => [column, null])))).toEqual(owners)
  })

  it('offer every quarter of an hour from 9:00 to 19:30, any day, an hour ahead or a year', () => {
    const day = Date.parse('2027-11-21T00:00:00-05:00')
    const range = { start: day, end: day + 86_400_000 }
    const query = { settings: settingsOf({}), busy: [], request: null, meetingMinutes: 30, range }
    expect(findSlots({ ...query, now: day }).slots).toHaveLength(43)
    expect(findSlots({ ...query, now: day - 365 * 86_400_000 }).slots).toHaveLength(43)
  })

  it('take PostgreSQL’s times, and a day’s end at 24:00', () => {
    const { week } = settingsOf({
      business_hours_start: '08:30:00',
      business_hours_end: '24:00:00',
    })
    expect(week[6]).toEqual([{ start: 510, end: 1440 }])
  })

  it('open working days only, by the weekly hours when there are any', () => {
    const weekly = {
      mon: [['09:00', '12:00']],
      sat: [
        ['10:00', '14:00'],
        ['22:00', '02:00'],
      ],
    }
    const { week } = settingsOf({ working_days: [1, 2, 6], weekly_hours: weekly })
    expect(week.map((windows) => windows.length)).toEqual([1, 0, 0, 0, 0, 2, 0])
    expect(settingsOf({ working_days: [1, 2, 3, 4, 5] }).week.slice(4)).toEqual([
      nineToEight,
      [],
      [],
    ])
  })

  it('carry every other column over', () => {
    const row = {
      timezone: 'america/st_johns',
      meeting_lengths: [45, 15, 45],
      breaks: [['12:00', '13:00']],
      closed_dates: ['2026-12-25'],
      date_hours: { '2026-12-24': [['09:00', '12:00']] },
      buffer_before_minutes: 5,
      buffer_after_minutes: 10,
      min_notice_minutes: 60,
      horizon_days: 0,
      step_minutes: 20,
      step_anchor: 'open',
      daily_cap: 3,
      busy_calendars: ['family@example.com'],
      holiday_country: 'CA',
      holiday_region: 'NL',
      email: 'unknown columns are no concern of scheduling',
    }
    const { settings, busyCalendars, holidays } = schedulingOf(row)
    expect(settings).toMatchObject({
      zone: 'America/St_Johns',
      meetingMinutes: [45, 15],
      breaks: [{ start: 720, end: 780 }],
      closedDates: new Set(['2026-12-25']),
      dateHours: new Map([['2026-12-24', [{ start: 540, end: 720 }]]]),
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 10,
      minNoticeMinutes: 60,
      horizonDays: 0,
      stepMinutes: 20,
      stepAnchor: 'open',
      dailyCap: 3,
    })
    expect(busyCalendars).toEqual(['family@example.com'])
    expect(holidays).toEqual({ country: 'CA', region: 'NL' })
  })

  it.each([
    [{ timezone: 'Mars/Olympus' }, 'timezone is not a known time zone'],
    [{ timezone: 7 }, 'timezone must be a time zone, such as "America/Toronto"'],
    [{ meeting_lengths: [] }, 'meeting_lengths must name at least one length'],
    [{ meeting_lengths: [30, 0] }, 'meeting_lengths.1 must be a whole number from 1 to 1440'],
    [{ meeting_lengths: '30' }, 'meeting_lengths must be a list of minutes'],
    [
      { business_hours_start: '9 am' },
      'business_hours_start must be a time of day to the minute, such as "09:00"',
    ],
    [
      { business_hours_end: '20:00:30' },
      'business_hours_end must be a time of day to the minute, such as "09:00"',
    ],
    [
      { weekly_hours: { monday: [] } },
      'weekly_hours.monday must give windows for mon, tue, wed, thu, fri, sat, sun',
    ],
    [
      { weekly_hours: { mon: [['09:00']] } },
      'weekly_hours.mon.0.1 must be a time of day to the minute, such as "09:00"',
    ],
    [
      { breaks: [['12:00', '13:00', '14:00']] },
      'breaks.0.2 must be a pair of times, such as ["09:00", "12:00"]',
    ],
    [
      { weekly_hours: { mon: [['09:00', '25:00']] } },
      'weekly_hours.mon.0.1 must be a time of day to the minute, such as "09:00"',
    ],
    [{ working_days: [0] }, 'working_days.0 must be a whole number from 1 to 7'],
    [{ breaks: [['12:00', '12:00']] }, 'breaks must not be empty'],
    [{ closed_dates: ['2026-02-30'] }, 'closed_dates.0 must be a date, such as "2026-12-25"'],
    [
      { date_hours: { Christmas: [] } },
      'date_hours.Christmas must be a date, such as "2026-12-25"',
    ],
    [{ buffer_before_minutes: -5 }, 'buffer_before_minutes must be a whole number from 0 to 1440'],
    [{ buffer_after_minutes: 1.5 }, 'buffer_after_minutes must be a whole number from 0 to 1440'],
    [{ min_notice_minutes: '60' }, 'min_notice_minutes must be a whole number from 0 to 525600'],
    [{ horizon_days: -1 }, 'horizon_days must be a whole number from 0 to 3650'],
    [{ step_minutes: 0 }, 'step_minutes must be a whole number from 1 to 1440'],
    [{ step_anchor: 'noon' }, 'step_anchor must be "clock" or "open"'],
    [{ daily_cap: 0 }, 'daily_cap must be a whole number from 1 to 1000'],
    [{ busy_calendars: [5] }, 'busy_calendars.0 must be a calendar id'],
    [{ holiday_country: 'Canada' }, 'holiday_country must be a country code, such as "CA"'],
    [{ holiday_region: 5 }, 'holiday_region must be a region code, such as "ON"'],
  ])('%j is refused by the field’s name', (row, message) => {
    expect(() => settingsOf(row)).toThrow(SettingsError)
    expect(() => settingsOf(row)).toThrow(message)
  })

  it('every problem is named at once', () => {
    const read = () => settingsOf({ timezone: '', step_minutes: 0, daily_cap: 'three' })
    expect(read).toThrow(/timezone .*; step_minutes .*; daily_cap /)
  })
})
