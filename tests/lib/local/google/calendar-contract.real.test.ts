import { auth, calendar } from 'googleapis/build/src/apis/calendar/index.js'
import { describe } from 'vitest'
import { calendarContract } from './calendar-contract.ts'

const {
  GOOGLE_TEST_CLIENT_ID: clientId,
  GOOGLE_TEST_CLIENT_SECRET: clientSecret,
  GOOGLE_TEST_REFRESH_TOKEN: refreshToken,
  GOOGLE_TEST_ACCOUNT: account,
  GOOGLE_TEST_CALENDAR: calendarId,
} = process.env
const given = clientId && clientSecret && refreshToken && account && calendarId

// The calendar must be one made for this, in America/Toronto: its far future is filled with events.
describe.skipIf(!given)('the real Google Calendar', () => {
  calendarContract(() => {
    const oauth = new auth.OAuth2({ clientId: clientId ?? '', clientSecret: clientSecret ?? '' })
    oauth.setCredentials({ refresh_token: refreshToken ?? '' })
    const api = calendar({ version: 'v3', auth: oauth })
    return { api, calendarId: calendarId ?? '', account: account ?? '' }
  })
})
