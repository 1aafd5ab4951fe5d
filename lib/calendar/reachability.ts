import { config } from '../config.ts'
import { oneAtATime } from '../one-at-a-time.ts'

/** Whether Google answers at all, asked once for all who ask: any HTTP answer below 500 will do, for nothing is asked of an account. */
export const isGoogleReachable = oneAtATime(async (deadline) => {
  try {
    const url = new URL('/discovery/v1/apis/calendar/v3/rest', config().GOOGLE_API_URL)
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: deadline.signal,
    })
    return response.status < 500
  } catch {
    return false // No connection or no answer in time: that is the answer.
  }
})
