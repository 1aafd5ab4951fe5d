/** The client that local mode seeds, connected to the Google stand-in. */
export const demoClientId = '00000000-0000-4000-8000-000000000001'

/** The demo client's Google account. */
export const demoAccount = 'dana@harbor-lending.example'

/** The demo client's row, as an operator would add it. */
export const demoClient = {
  id: demoClientId,
  email: demoAccount,
  business_phone: '+14165550123',
  timezone: 'America/Toronto',
  meeting_lengths: [30, 60],
  business_hours_start: '09:00',
  business_hours_end: '20:00',
  booking_enabled: true,
} as const
