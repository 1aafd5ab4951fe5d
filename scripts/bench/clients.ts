/** Clients of a bench, each with the owner's default settings. */
export const clientCount = 500

export function clientId(index: number): string {
  return `00000000-0000-4000-8000-${String(index % clientCount).padStart(12, '0')}`
}

/** A whole row of `clients`. */
export function clientRow(id: string): object {
  return {
    id,
    email: `broker-${id.slice(-4)}@example.com`,
    business_phone: '+14165550123',
    personal_phone: null,
    billing_email: null,
    timezone: 'America/Toronto',
    meeting_lengths: [30, 60],
    business_hours_start: '09:00:00',
    business_hours_end: '20:00:00',
    google_calendar_id: 'primary',
    busy_calendars: [],
    booking_enabled: true,
    google_status: 'connected',
    google_account: null,
    connected_at: null,
    invite_customer: false,
    add_meet: false,
    working_days: [1, 2, 3, 4, 5, 6, 7],
    weekly_hours: null,
    breaks: [],
    date_hours: {},
    closed_dates: [],
    buffer_before_minutes: 0,
    buffer_after_minutes: 0,
    min_notice_minutes: 0,
    horizon_days: null,
    step_minutes: 15,
    step_anchor: 'clock',
    daily_cap: null,
    holiday_country: null,
    holiday_region: null,
    version: 1,
    created_at: '2026-11-01T00:00:00Z',
    updated_at: '2026-11-01T00:00:00Z',
  }
}
